// @ts-check
// What of a page needs the network, put together from what the browser gives.
import { Syncer } from "../sync/syncer.js";
import { Accounts } from "./accounts.js";
import { defaultDeviceName } from "./device-name.js";

/**
 * @param {object} page
 * @param {import("../db/open.js").Database} page.database
 * @param {() => number} page.now epoch milliseconds
 * @param {(status: import("../app/state.js").SyncStatus) => void} page.publish
 * @param {() => void} page.onChanged rows came that the page may show
 * @param {() => void} page.onAccount the account, or all that this device holds, is another now
 * @returns {{syncer: Syncer, accounts: Accounts}}
 */
export function goOnline({ database, now, publish, onChanged, onAccount }) {
  const client = {
    database,
    now,
    fetch: globalThis.fetch.bind(globalThis),
    device_name: () => defaultDeviceName(navigator.userAgent, navigator.maxTouchPoints),
  };
  const syncer = new Syncer(client, {
    publish,
    onChanged,
    random: Math.random,
    stopwatch: () => performance.now(),
    timers: globalThis,
    locks: navigator.locks,
    page: window,
    document,
  });
  return { syncer, accounts: new Accounts(client, syncer, onAccount) };
}
