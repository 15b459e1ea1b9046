// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { v5, validate, version } from "uuid";
import { newId, recallCardId, SETTINGS_ID } from "../../../static/src/lib/ids.js";

test("ids of records are those that the architecture names", () => {
  const namespace = "6f1d1a4c-6a59-5a0b-9c58-0d2a7c1e8b11";
  assert.equal(SETTINGS_ID, v5("settings", namespace));
  const deck = v5("seed", namespace);
  const item = v5("first", v5("list", deck));
  assert.equal(recallCardId(item), v5("recall", item));
});

test("a new id is random and made also where the page is not secure", (t) => {
  const { randomUUID } = crypto;
  // @ts-expect-error insecure origins have no randomUUID
  crypto.randomUUID = undefined;
  t.after(() => {
    crypto.randomUUID = randomUUID;
  });
  const ids = Array.from({ length: 1000 }, newId);
  assert.equal(new Set(ids).size, 1000);
  assert.ok(ids.every((id) => validate(id) && version(id) === 4 && id === id.toLowerCase()));
});
