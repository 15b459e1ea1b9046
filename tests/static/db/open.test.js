// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { openDB, unwrap } from "idb";
import {
  StorageFull,
  StorageLost,
  StorageOutdated,
  StorageRefused,
} from "../../../static/src/db/errors.js";
import { readMeta, writeMeta } from "../../../static/src/db/meta.js";
import { openDatabase } from "../../../static/src/db/open.js";
import { VERSION } from "../../../static/src/db/schema.js";
import { showUnshownRegisters } from "../../../static/src/decks/unshown.js";
import { newId } from "../../../static/src/lib/ids.js";
import { freshDatabase, rows } from "./fresh.js";
import { madeEdit } from "./records.js";

/** @param {any} database @param {string} name */
const meta = (database, name) =>
  database.read(["meta"], (/** @type {any} */ tx) => readMeta(tx, name));

/** @param {any} database @param {string} name @param {any} value */
const put = (database, name, value) =>
  database.write(["meta"], (/** @type {any} */ tx) => writeMeta(tx, name, value));

/** Replace a method for the length of a test. @param {any} t @param {any} owner @param {string} name @param {(...all: any[]) => any} method */
function replace(t, owner, name, method) {
  const original = owner[name];
  owner[name] = method;
  t.after(() => {
    owner[name] = original;
  });
  return original;
}

test("a new database has every store with its indexes", async () => {
  const database = await freshDatabase();
  const connection = await database.connect();
  const found = Object.fromEntries(
    [...connection.objectStoreNames].map((name) => {
      const store = connection.transaction(name).objectStore(name);
      return [name, [store.keyPath, ...store.indexNames]];
    }),
  );
  assert.deepEqual(found, {
    decks: ["id"],
    events: ["event_id", "card_id"],
    items: ["id", "card_id", "key_list_id"],
    key_lists: ["id", "deck_id", "place"],
    memory_states: ["card_id", "key_list_id"],
    meta: ["name"],
    outbox: ["id", "order"],
    paragraphs: ["id", "speech_id"],
    registers: [["record_id", "field"], "record_id"],
    schedules: ["key_list_id", "due_day", "last_study_day"],
    speeches: ["id", "deck_id"],
  });
});

test("a write asks for strict durability and resolves after its transaction is complete", async (t) => {
  const database = await freshDatabase();
  /** @type {string[]} */
  const order = [];
  const original = replace(
    t,
    IDBDatabase.prototype,
    "transaction",
    function (stores, mode, options) {
      // @ts-expect-error `this` is the connection
      const tx = original.call(this, stores, mode, options);
      tx.addEventListener("complete", () => order.push(`complete ${options.durability}`));
      return tx;
    },
  );
  await put(database, "a", 1);
  order.push("resolved");
  assert.deepEqual(order, ["complete strict", "resolved"]);
});

test("work that throws leaves nothing behind", async () => {
  const database = await freshDatabase();
  await assert.rejects(
    database.write(["meta"], async (tx) => {
      await writeMeta(tx, "a", 1);
      throw new Error("midway");
    }),
    /midway/,
  );
  assert.equal(await meta(database, "a"), null);
});

test("a connection that was closed behind our back is opened once more", async () => {
  const database = await freshDatabase();
  await put(database, "a", 1);
  (await database.connect()).close();
  await put(database, "b", 2);
  assert.deepEqual([await meta(database, "a"), await meta(database, "b")], [1, 2]);
});

test("a write whose connection is lost midway is done again, whole", async () => {
  const database = await freshDatabase();
  let tries = 0;
  await database.write(["meta"], async (tx) => {
    tries += 1;
    await writeMeta(tx, `try ${tries}`, true);
    if (tries === 1) {
      throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    }
  });
  assert.deepEqual([await meta(database, "try 1"), await meta(database, "try 2")], [null, true]);
});

test("a connection that is lost again and again is told as lost, after two tries", async () => {
  const database = await freshDatabase();
  let tries = 0;
  const lost = database.write(["meta"], async () => {
    tries += 1;
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  });
  await assert.rejects(lost, StorageLost);
  assert.equal(tries, 2);
});

test("a connection that cannot be opened again for a while is told as lost, and then is back", async (t) => {
  const database = await freshDatabase();
  const open = replace(t, IDBFactory.prototype, "open", () => {
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  });
  (await database.connect()).close();
  await assert.rejects(put(database, "a", 1), StorageLost);
  await assert.rejects(put(database, "a", 1), StorageLost);
  IDBFactory.prototype.open = open;
  await put(database, "a", 1);
  assert.equal(await meta(database, "a"), 1);
});

test("a full disk is told as such, and what was there stays", async (t) => {
  const database = await freshDatabase();
  await put(database, "a", 1);
  const original = replace(t, IDBObjectStore.prototype, "put", function (row) {
    if (row.name === "c") throw new DOMException("no space", "QuotaExceededError");
    // @ts-expect-error `this` is the store
    return original.call(this, row);
  });
  const write = database.write(["meta"], async (tx) => {
    await writeMeta(tx, "b", 2);
    await writeMeta(tx, "c", 3);
  });
  await assert.rejects(
    write,
    (error) => error instanceof StorageFull && error.code === "storage_full",
  );
  assert.deepEqual(
    (await rows(database, "meta")).map((row) => row.name),
    ["a", "device"],
  );
});

test("a full disk that shows only when the transaction is written is told too", async () => {
  const database = await freshDatabase();
  const write = database.write(["meta"], async (tx) => {
    await writeMeta(tx, "a", 1);
    // How a browser ends a transaction that it cannot write; fake-indexeddb has no disk to fill.
    /** @type {any} */ (unwrap(tx))._abort("QuotaExceededError");
  });
  await assert.rejects(write, StorageFull);
  assert.equal(await meta(database, "a"), null);
});

test("a browser that gives no database is told as refusing", async (t) => {
  replace(t, IDBFactory.prototype, "open", () => {
    throw new DOMException("denied", "SecurityError");
  });
  await assert.rejects(openDatabase(`jiyao-${newId()}`), (error) => {
    return error instanceof StorageRefused && error.code === "storage_refused";
  });
});

test("a newer version in another tab closes this one and says so", async () => {
  let outdated = 0;
  const database = await freshDatabase({ onOutdated: () => outdated++ });
  const newer = indexedDB.open(database.name, VERSION + 1);
  await new Promise((resolve) => {
    newer.onsuccess = resolve;
  });
  assert.equal(outdated, 1);
  await assert.rejects(put(database, "a", 1), StorageOutdated);
  newer.result.close();
  await assert.rejects(openDatabase(database.name), StorageOutdated);
});

test("an older version in another tab is reported, and opening goes on when it closes", async (t) => {
  const name = `jiyao-${newId()}`;
  const original = replace(t, IDBFactory.prototype, "open", function (opened, version) {
    // @ts-expect-error `this` is the factory
    return original.call(this, opened, version + 1);
  });
  const older = await new Promise((resolve) => {
    const request = original.call(indexedDB, name, VERSION);
    request.onsuccess = () => resolve(request.result);
  });
  let blocked = 0;
  const database = await openDatabase(name, {
    onBlocked: () => {
      blocked += 1;
      older.close();
    },
  });
  assert.deepEqual([blocked, (await database.connect()).version], [1, VERSION + 1]);
});

test("a database of version 1 keeps what it has, and shows what it could only keep", async () => {
  const name = `jiyao-${newId()}`;
  const [speech_id, item_id] = [newId(), newId()];
  const item = { id: item_id, key_list_id: newId(), text: "红", position: 0, deleted: false };
  const source = { paragraph_id: newId(), start: 0, end: 1, text: "红" };
  const registers = [
    madeEdit({ kind: "speech", record_id: speech_id, field: "deck_id", value: newId() }),
    madeEdit({ kind: "speech", record_id: speech_id, field: "title", value: "讲话" }),
    madeEdit({ kind: "item", record_id: item_id, field: "source", value: source }),
    madeEdit({ kind: "from_the_future", record_id: newId() }),
  ];
  const old = await openDB(name, 1, { upgrade: version1 });
  await old.put("items", item);
  for (const register of registers) await old.put("registers", register);
  old.close();

  const database = await openDatabase(name);
  await showUnshownRegisters(database);
  assert.deepEqual(await rows(database, "items"), [{ ...item, source }]);
  const [speech] = await rows(database, "speeches");
  assert.deepEqual([speech.id, speech.title, speech.deleted], [speech_id, "讲话", false]);
  assert.equal((await rows(database, "registers")).length, 4);
  assert.equal(await meta(database, "unshown_registers"), null);
});

/** The stores as version 1 made them. @param {any} connection */
function version1(connection) {
  const stores = {
    meta: ["name", {}],
    decks: ["id", {}],
    key_lists: ["id", { deck_id: "deck_id", place: ["deck_id", "position"] }],
    items: ["id", { key_list_id: "key_list_id", card_id: "card_id" }],
    registers: [["record_id", "field"], { record_id: "record_id" }],
    events: ["event_id", { card_id: "card_id" }],
    memory_states: ["card_id", { key_list_id: "key_list_id" }],
    schedules: ["key_list_id", { due_day: "due_day", last_study_day: "last_study_day" }],
    outbox: ["id", { order: ["type", "order"] }],
  };
  for (const [name, [keyPath, indexes]] of Object.entries(stores)) {
    const store = connection.createObjectStore(name, { keyPath });
    for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
  }
}
