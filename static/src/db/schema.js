// @ts-check
// The stores of the database `jiyao`. A new version only adds stores and indexes, so that an old
// database always opens; each version that was ever shipped stays in `upgrade` for ever.

export const VERSION = 2;

/** @typedef {import("idb").IDBPDatabase<any>} Connection */

/**
 * @param {Connection} connection
 * @param {number} oldVersion 0 for a new database
 * @param {number | null} _newVersion
 * @param {import("idb").IDBPTransaction<any, any, "versionchange">} tx
 */
export function upgrade(connection, oldVersion, _newVersion, tx) {
  const toldElsewhere = () => {}; // by the opening, which fails as a whole
  tx.done.catch(toldElsewhere);
  if (oldVersion < 1) createStores(connection);
  if (oldVersion < 2) createSpeechStores(connection);
  // What a newer version wrote on another device may wait in the registers for this one.
  if (oldVersion !== 1) return;
  const meta = tx.objectStore("meta");
  meta.put({ name: "unshown_registers", value: true }).catch(toldElsewhere);
}

/** @param {Connection} connection */
function createStores(connection) {
  connection.createObjectStore("meta", { keyPath: "name" });
  connection.createObjectStore("decks", { keyPath: "id" });
  const key_lists = connection.createObjectStore("key_lists", { keyPath: "id" });
  key_lists.createIndex("deck_id", "deck_id");
  key_lists.createIndex("place", ["deck_id", "position"]);
  const items = connection.createObjectStore("items", { keyPath: "id" });
  items.createIndex("key_list_id", "key_list_id");
  items.createIndex("card_id", "card_id");
  connection
    .createObjectStore("registers", { keyPath: ["record_id", "field"] })
    .createIndex("record_id", "record_id");
  connection.createObjectStore("events", { keyPath: "event_id" }).createIndex("card_id", "card_id");
  connection
    .createObjectStore("memory_states", { keyPath: "card_id" })
    .createIndex("key_list_id", "key_list_id");
  const schedules = connection.createObjectStore("schedules", { keyPath: "key_list_id" });
  schedules.createIndex("due_day", "due_day");
  schedules.createIndex("last_study_day", "last_study_day");
  connection.createObjectStore("outbox", { keyPath: "id" }).createIndex("order", ["type", "order"]);
}

/** @param {Connection} connection */
function createSpeechStores(connection) {
  connection.createObjectStore("speeches", { keyPath: "id" }).createIndex("deck_id", "deck_id");
  connection
    .createObjectStore("paragraphs", { keyPath: "id" })
    .createIndex("speech_id", "speech_id");
}
