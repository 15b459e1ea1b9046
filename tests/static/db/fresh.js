// @ts-check
// A new database of its own for each test, with a device.
import { ensureDevice } from "../../../static/src/db/device.js";
import { openDatabase } from "../../../static/src/db/open.js";
import { newId } from "../../../static/src/lib/ids.js";

/** @param {import("../../../static/src/db/open.js").Notices} [notices] */
export async function freshDatabase(notices) {
  const database = await openDatabase(`jiyao-${newId()}`, notices);
  await ensureDevice(database, newId());
  return database;
}

/**
 * @param {import("../../../static/src/db/open.js").Database} database
 * @param {string} store
 * @returns {Promise<any[]>}
 */
export const rows = (database, store) =>
  database.read([store], (tx) => tx.objectStore(store).getAll());

/**
 * Everything that is derived, for comparing.
 * @param {import("../../../static/src/db/open.js").Database} database
 */
export async function derived(database) {
  return {
    memory_states: await rows(database, "memory_states"),
    schedules: await rows(database, "schedules"),
  };
}
