import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addToDigest, EMPTY_DIGEST, sameDigest } from "../../../static/src/sync/digest.js";

test("the sum is taken modulo 2^128 and written with 32 digits", () => {
  const digest = addToDigest(EMPTY_DIGEST, [
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "00000000-0000-0000-0000-000000000003",
  ]);
  assert.deepEqual(digest, { event_count: 2, event_id_sum: "00000000000000000000000000000002" });
});

test("the order and the grouping of additions do not matter", () => {
  fc.assert(
    fc.property(fc.array(fc.uuid()), fc.nat(), (ids, at) => {
      const cut = at % (ids.length + 1);
      const inTwo = addToDigest(addToDigest(EMPTY_DIGEST, ids.slice(cut)), ids.slice(0, cut));
      assert.deepEqual(inTwo, addToDigest(EMPTY_DIGEST, ids));
    }),
  );
});

test("two sets of the same number of events differ", () => {
  const one = addToDigest(EMPTY_DIGEST, ["8f14e45f-ceea-467f-a83c-000000000001"]);
  const other = addToDigest(EMPTY_DIGEST, ["8f14e45f-ceea-467f-a83c-000000000002"]);
  assert.ok(!sameDigest(one, other));
  assert.ok(sameDigest(one, { ...one }));
});
