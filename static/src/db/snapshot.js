// @ts-check
// Whether memory states that the server has replayed stand in for this device's own: on a new device,
// while years of reviews are on their way. The meta record `snapshot` names the account they are of.
import { readMeta, writeMeta } from "./meta.js";

/** @typedef {import("./open.js").Transaction} Transaction */

/**
 * @param {Transaction} tx over "meta"
 * @returns {Promise<boolean>} then what has no state here may have been recited all the same
 */
export async function snapshotStands(tx) {
  const [account_id, account] = await Promise.all([
    readMeta(tx, "snapshot"),
    readMeta(tx, "account"),
  ]);
  return account_id !== null && account_id === account?.account_id;
}

/** @param {Transaction} tx over "meta", to write @param {string | null} account_id null: no more */
export const noteSnapshot = (tx, account_id) => writeMeta(tx, "snapshot", account_id);
