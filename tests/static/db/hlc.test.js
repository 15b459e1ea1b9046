// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isTooFarAhead, parse, receive, tick } from "../../../static/src/db/hlc.js";

const clock = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: 0, max: 3_000_000_000_000 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 2 ** 53),
);

test("a stamp is the wall time and a counter, written so that text order is time order", () => {
  assert.equal(tick(null, 1_766_000_000_000), "001766000000000-00000");
  assert.equal(tick("001766000000000-00000", 1_766_000_000_000), "001766000000000-00001");
  assert.equal(tick("001766000000000-00001", 1_765_999_999_999), "001766000000000-00002");
});

test("a counter that is used up borrows a millisecond", () => {
  assert.equal(tick("001766000000000-99999", 1_766_000_000_000), "001766000000001-00000");
});

test("whatever the clock says, each stamp is well formed and comes after the one before", () => {
  fc.assert(
    fc.property(fc.array(clock, { minLength: 2, maxLength: 50 }), (walls) => {
      /** @type {string | null} */
      let last = null;
      for (const wall of walls) {
        const next = tick(last, wall);
        assert.match(next, /^\d{15}-\d{5}$/);
        assert.ok(last === null || next > last, `${next} after ${last}`);
        last = next;
      }
    }),
  );
});

test("a remote stamp is remembered only when it is later, and at most a minute ahead", () => {
  const now = 1_766_000_000_000;
  const own = tick(null, now);
  assert.equal(receive(own, tick(null, now + 60_000), now), tick(null, now + 60_000));
  assert.equal(receive(own, tick(null, now + 60_001), now), own);
  assert.equal(receive(own, tick(null, now - 1), now), own);
  assert.equal(receive(null, "garbage", now), null);
  assert.ok(isTooFarAhead(tick(null, now + 60_001), now));
});

test("what is not a stamp is none", () => {
  assert.deepEqual(parse("001766000000000-00007"), { wall_ms: 1_766_000_000_000, counter: 7 });
  for (const text of [null, undefined, "", "1-1", "001766000000000-00007 "]) {
    assert.equal(parse(text), null);
  }
});
