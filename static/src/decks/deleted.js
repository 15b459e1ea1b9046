// @ts-check
// What was deleted and can come back. Deleting a deck does not delete its lists: undeleting it brings
// back exactly what it had.
import { readRegister } from "../db/registers.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */

/**
 * @typedef {object} Deleted
 * @property {"deck" | "key_list" | "item" | "speech"} kind
 * @property {string} id
 * @property {string} name title, name or text
 * @property {string} within name of what it belongs to; "" for a deck
 */

const STORES = /** @type {const} */ ([
  ["deck", "decks"],
  ["key_list", "key_lists"],
  ["item", "items"],
  ["speech", "speeches"],
]);

/** What `readDeleted` reads. */
export const DELETED_STORES = [...STORES.map(([, store]) => store), "registers"];

/**
 * @param {Transaction} tx over DELETED_STORES
 * @returns {Promise<Deleted[]>} the latest first; nothing whose deck or list is itself deleted
 */
export async function readDeleted(tx) {
  const rows = await Promise.all(STORES.map(([, store]) => tx.objectStore(store).getAll()));
  const byId = new Map(rows.flat().map((row) => [row.id, row]));
  const found = STORES.flatMap(([kind], index) =>
    rows[index]
      .filter((row) => row.deleted && isReachable(row, byId))
      .map((row) => ({ kind, row })),
  );
  const stamped = await Promise.all(
    found.map(async ({ kind, row }) => ({
      hlc: (await readRegister(tx, row.id, "deleted"))?.hlc ?? "",
      deleted: { kind, id: row.id, name: nameOf(row), within: nameOf(parentOf(row, byId)) },
    })),
  );
  return stamped.sort((a, b) => (a.hlc < b.hlc ? 1 : -1)).map(({ deleted }) => deleted);
}

/** @param {any} row @param {Map<string, any>} byId */
const parentOf = (row, byId) => byId.get(row.key_list_id ?? row.deck_id);

/** @param {any} row @param {Map<string, any>} byId @returns {boolean} */
function isReachable(row, byId) {
  const parent = parentOf(row, byId);
  return !parent || (!parent.deleted && isReachable(parent, byId));
}

/** @param {any} row */
const nameOf = (row) => row?.title ?? row?.name ?? row?.text ?? "";
