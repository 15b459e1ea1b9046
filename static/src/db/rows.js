// @ts-check
// Many writes at once, without a promise for each: a page of sync, a deck file, a rebuild.
import { unwrap } from "idb";

/** @typedef {import("./open.js").Transaction} Transaction */

/** @param {Transaction} tx @param {string} name @returns {IDBObjectStore} */
const bare = (tx, name) => /** @type {any} */ (unwrap(/** @type {any} */ (tx.objectStore(name))));

/**
 * Begin to write rows. Reads of the same transaction that are begun later see them; a write that
 * fails aborts the transaction, and that is what its maker hears.
 * @param {Transaction} tx over the store, to write
 * @param {string} name of the store
 * @param {Iterable<object>} rows
 */
export function putRows(tx, name, rows) {
  const store = bare(tx, name);
  for (const row of rows) store.put(row);
}

/**
 * Begin to replace all rows of a range.
 * @param {Transaction} tx over the store, to write
 * @param {string} name of the store
 * @param {IDBKeyRange} range of keys, in which all of `rows` lie
 * @param {Iterable<object>} rows
 */
export function replaceRows(tx, name, range, rows) {
  bare(tx, name).delete(range);
  putRows(tx, name, rows);
}

/**
 * The row of each key; quicker than a request for each as soon as the keys are many.
 * @param {Transaction} tx over the store
 * @param {string} name of the store
 * @param {string[]} keys
 * @returns {Promise<any[]>} undefined where there is none
 */
export function readRows(tx, name, keys) {
  const store = bare(tx, name);
  return new Promise((resolve, reject) => {
    if (keys.length === 0) return resolve([]);
    const rows = new Array(keys.length);
    let left = keys.length;
    for (const [index, key] of keys.entries()) {
      const request = store.get(key);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        rows[index] = request.result;
        left -= 1;
        if (left === 0) resolve(rows);
      };
    }
  });
}
