// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { openDB } from "idb";
import { openDatabase } from "../../../static/src/db/open.js";
import { VERSION } from "../../../static/src/db/schema.js";
import { newId } from "../../../static/src/lib/ids.js";
import { rebuildAll } from "../../../static/src/study/rebuild.js";
import { derived, rows } from "./fresh.js";

/**
 * @typedef {object} OldDatabase
 * @property {number} version
 * @property {Record<string, {key_path: string | string[], indexes: Record<string, any>, rows: any[]}>} stores
 */

const FOLDER = new URL("databases/", import.meta.url);

/** @type {OldDatabase[]} */
const DATABASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf-8")));

test("there is a database of each version", () => {
  assert.deepEqual(
    DATABASES.map(({ version }) => version).sort(),
    Array.from({ length: VERSION }, (_, index) => index + 1),
  );
});

for (const old of DATABASES) {
  test(`a database of version ${old.version} opens with all that was in it`, async () => {
    const name = await put(old);
    const database = await openDatabase(name);
    assert.equal((await database.connect()).version, VERSION);
    for (const [store, { rows: before }] of Object.entries(old.stores)) {
      const after = await rows(database, store);
      assert.deepEqual(store === "meta" ? after.filter(isNoMark) : after, before, store);
    }
    const before = await derived(database);
    await rebuildAll(database);
    assert.deepEqual(await derived(database), before, "replay agrees with what it had derived");
    await database.close();
  });

  test(`a database of version ${old.version} becomes in all its stores and indexes what a new one is`, async () => {
    const [upgraded, made] = [await put(old), `jiyao-${newId()}`];
    for (const name of [upgraded, made]) await (await openDatabase(name)).close();
    assert.deepEqual(shape(await held(upgraded)), shape(await held(made)));
  });

  test(`an upgrade of version ${old.version} that fails at any step changes nothing`, async (t) => {
    for (let step = 1; ; step++) {
      const name = await put(old);
      const failing = failAt(t, step);
      const opened = await openDatabase(name).catch(() => null);
      failing.restore();
      if (!failing.happened()) {
        await opened?.close();
        break;
      }
      assert.equal(opened, null, `step ${step}`);
      assert.deepEqual(await held(name), old, `step ${step}`);
      await (await openDatabase(name)).close();
    }
  });
}

/** What an upgrade leaves for the page to do once. @param {{name: string}} row */
const isNoMark = ({ name }) => name !== "unshown_registers";

/** @param {OldDatabase} old @returns {Promise<string>} the name of a new database that is the same */
async function put({ version, stores }) {
  const name = `jiyao-${newId()}`;
  const connection = await openDB(name, version, {
    upgrade(made) {
      for (const [store, { key_path, indexes }] of Object.entries(stores)) {
        const object = made.createObjectStore(store, { keyPath: key_path });
        for (const [index, path] of Object.entries(indexes)) object.createIndex(index, path);
      }
    },
  });
  for (const [store, { rows: all }] of Object.entries(stores))
    for (const row of all) await connection.put(store, row);
  connection.close();
  return name;
}

/** @param {string} name @returns {Promise<OldDatabase>} */
async function held(name) {
  const connection = await openDB(name);
  /** @type {OldDatabase} */
  const found = { version: connection.version, stores: {} };
  for (const store of connection.objectStoreNames) {
    const object = connection.transaction(store).objectStore(store);
    const indexes = [...object.indexNames].map((index) => [index, object.index(index).keyPath]);
    found.stores[store] = {
      key_path: /** @type {any} */ (object.keyPath),
      indexes: Object.fromEntries(indexes),
      rows: await object.getAll(),
    };
  }
  connection.close();
  return found;
}

/** @param {OldDatabase} database */
const shape = ({ version, stores }) => ({
  version,
  stores: Object.entries(stores).map(([name, { key_path, indexes }]) => [name, key_path, indexes]),
});

/** Let the n-th thing that an upgrade does fail. @param {any} t @param {number} step */
function failAt(t, step) {
  let done = 0;
  /** @type {[any, string][]} */
  const steps = [
    [IDBDatabase.prototype, "createObjectStore"],
    [IDBObjectStore.prototype, "createIndex"],
    [IDBObjectStore.prototype, "put"],
  ];
  const mocks = steps.map(([owner, name]) => {
    const original = owner[name];
    return t.mock.method(owner, name, function (/** @type {any[]} */ ...given) {
      done += 1;
      if (done === step) throw new DOMException("the browser was killed", "AbortError");
      // @ts-expect-error `this` is the connection or the store
      return original.apply(this, given);
    });
  });
  return {
    happened: () => done >= step,
    restore: () => {
      for (const { mock } of mocks) mock.restore();
    },
  };
}
