// @ts-check
// Many rows at once: a page of sync, a deck file, a rebuild.
import { unwrap } from "idb";

/** @typedef {import("./open.js").Transaction} Transaction */

/** @param {Transaction} tx @param {string} name @returns {any} */
const storeOf = (tx, name) => tx.objectStore(name);

/**
 * A write that nothing in its transaction waits for. If it fails, the transaction fails with it,
 * and that is what its maker hears.
 * @param {Promise<unknown>} write
 */
export function begun(write) {
  write.catch(() => {});
}

/**
 * Begin to write rows. Reads of the same transaction that are begun later see them.
 * @param {Transaction} tx over the store, to write
 * @param {string} name of the store
 * @param {Iterable<object>} rows
 */
export function putRows(tx, name, rows) {
  const store = storeOf(tx, name);
  for (const row of rows) begun(store.put(row));
}

/**
 * Begin to write rows that are known to be new: the browser need not look for what they replace.
 * @param {Transaction} tx over the store, to write
 * @param {string} name of the store
 * @param {Iterable<object>} rows
 */
export function addRows(tx, name, rows) {
  const store = storeOf(tx, name);
  for (const row of rows) begun(store.add(row));
}

/**
 * Add those rows whose key is not there. One request a row where all are new, as the pages of a
 * large account are; to look for each first would take two.
 * @param {Transaction} tx over the store, to write; the store has no other unique index
 * @param {string} name of the store
 * @param {object[]} rows
 * @returns {Promise<boolean[]>} for each row, whether it was added
 */
export function addNewRows(tx, name, rows) {
  const store = storeOf(tx, name);
  return Promise.all(rows.map(async (row) => wasAdded(store.add(row))));
}

/** @param {Promise<unknown>} adding as idb gives it @returns {Promise<boolean>} */
async function wasAdded(adding) {
  unwrap(adding).addEventListener("error", goOnIfThere);
  try {
    await adding;
    return true;
  } catch (error) {
    if (!isThere(error)) throw error;
    return false;
  }
}

/** @param {Event} event of a request to add a row */
function goOnIfThere(event) {
  if (!isThere(/** @type {IDBRequest} */ (event.target).error)) return;
  // Both: the transaction goes on, and whoever waits for its end does not take this for one.
  event.preventDefault();
  event.stopPropagation();
}

/** @param {unknown} error */
const isThere = (error) => /** @type {any} */ (error)?.name === "ConstraintError";

/**
 * Begin to replace all rows of a range.
 * @param {Transaction} tx over the store, to write
 * @param {string} name of the store
 * @param {IDBKeyRange} range of keys, in which all of `rows` lie
 * @param {Iterable<object>} rows
 */
export function replaceRows(tx, name, range, rows) {
  begun(storeOf(tx, name).delete(range));
  addRows(tx, name, rows);
}

/**
 * @param {Transaction} tx over the store
 * @param {string} name of the store
 * @param {string[]} keys
 * @returns {Promise<any[]>} the row of each key, undefined where there is none
 */
export function readRows(tx, name, keys) {
  const store = storeOf(tx, name);
  return Promise.all(keys.map((key) => store.get(key)));
}
