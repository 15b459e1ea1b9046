// @ts-check
// Small named values beside the records. `name` is one of: device, hlc, account, sync, preferences,
// recital (the one under way), rebuild (derived rows are to be rebuilt), library (revisions),
// deck_file:<deck id> (a deck file as it came, below the registers), draft (a speech that is being
// brought in), typed (a text in which nothing was found yet), unshown_registers (written before this
// version had stores for them), snapshot (see snapshot.js), session_asked (the server has said whether
// this browser, when it was new or cleared, is somebody's).

/** @typedef {import("./open.js").Transaction} Transaction */

/**
 * @param {Transaction} tx over "meta"
 * @param {string} name
 * @returns {Promise<any>} null when never written
 */
export async function readMeta(tx, name) {
  const row = await tx.objectStore("meta").get(name);
  return row ? row.value : null;
}

/**
 * @param {Transaction} tx over "meta"
 * @param {string} name
 * @param {any} value null removes it
 */
export async function writeMeta(tx, name, value) {
  const store = /** @type {any} */ (tx.objectStore("meta"));
  await (value === null ? store.delete(name) : store.put({ name, value }));
}
