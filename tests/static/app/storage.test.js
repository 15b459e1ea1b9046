// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { askToPersist, readStorageStatus } from "../../../static/src/app/storage.js";

/** @param {object} given @returns {any} */
const storage = (given) => given;

test("where the browser offers nothing, nothing is promised", async () => {
  assert.equal(await askToPersist(undefined), false);
  assert.deepEqual(await readStorageStatus(undefined, undefined), {
    ...{ persisted: false, quota_bytes: null, used_bytes: null, nearly_full: false },
  });
});

test("it is asked once: not again when it was granted", async () => {
  let asked = 0;
  let persisted = false;
  const browser = storage({
    persisted: async () => persisted,
    persist: async () => {
      asked += 1;
      persisted = true;
      return true;
    },
  });
  assert.deepEqual(
    [await askToPersist(browser), await askToPersist(browser), asked],
    [true, true, 1],
  );
});

test("a browser that fails while asked counts as no", async () => {
  const fail = async () => {
    throw new TypeError("not here");
  };
  const failing = storage({ persisted: fail, persist: fail, estimate: fail });
  assert.equal(await askToPersist(failing), false);
  assert.equal((await readStorageStatus(failing, undefined)).quota_bytes, null);
});

test("nine tenths is nearly full", async () => {
  const used = (/** @type {number} */ usage) =>
    readStorageStatus(storage({ estimate: async () => ({ quota: 100, usage }) }), undefined);
  assert.deepEqual([(await used(90)).nearly_full, (await used(91)).nearly_full], [false, true]);
});

test("a browser that names no true quota is asked for a little room, which is given back", async () => {
  /** @type {string[]} */
  const calls = [];
  /** @param {string | null} failure @returns {any} */
  const caches = (failure) => ({
    open: async () => ({
      put: async (/** @type {string} */ _url, /** @type {Response} */ response) => {
        calls.push(`put ${(await response.arrayBuffer()).byteLength}`);
        if (failure) throw new DOMException("no", failure);
      },
    }),
    delete: async () => calls.push("delete"),
  });
  const nearlyFull = async (/** @type {string | null} */ failure) =>
    (await readStorageStatus(undefined, caches(failure))).nearly_full;
  assert.equal(await nearlyFull(null), false);
  assert.equal(await nearlyFull("QuotaExceededError"), true);
  // A browser that gives no cache has not said that it is full.
  assert.equal(await nearlyFull("SecurityError"), false);
  const told = { estimate: async () => ({ quota: 1e10, usage: 5e6 }) };
  const { quota_bytes } = await readStorageStatus(storage(told), caches("QuotaExceededError"));
  assert.equal(quota_bytes, 5e6, "the quota that it names is not to be had");
  assert.deepEqual(calls, Array(4).fill(["put 1000000", "delete"]).flat());
});
