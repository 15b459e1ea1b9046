// @ts-check
// The parts of the open page: made once by open.js, used by the verbs.

/**
 * @typedef {object} Running
 * @property {import("../db/open.js").Database} database
 * @property {ReturnType<typeof import("./tabs.js").joinTabs>} tabs
 * @property {import("../sync/syncer.js").Syncer} syncer
 * @property {import("../sync/exchange.js").SyncClient} client
 * @property {import("../accounts/accounts.js").Accounts} accounts
 */

/** @type {Running | null} */
let parts = null;

/** @param {Running | null} made */
export function setRunning(made) {
  parts = made;
}

/** @returns {Running} @throws {Error} a verb before openApp, which only a mistake of ours can do */
export function running() {
  if (!parts) throw new Error("the app is not open");
  return parts;
}
