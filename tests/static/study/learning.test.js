// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { beginLearning, fade, isFaded, peek, unfade } from "../../../static/src/study/learning.js";

/** @param {number} count */
const learn = (count) =>
  beginLearning(
    /** @type {any} */ ({ id: "list" }),
    Array.from({ length: count }, (_, index) => /** @type {any} */ ({ id: `i${index}` })),
  );

/** @param {ReturnType<typeof learn>} learning */
const hidden = ({ places }) => places.map((place) => (place.hidden ? "x" : ".")).join("");

test("a list of seven is read, fades by thirds, and is gone", () => {
  let learning = learn(7);
  const seen = [hidden(learning)];
  while (!isFaded(learning)) {
    learning = fade(learning);
    seen.push(hidden(learning));
  }
  assert.deepEqual(seen, [".......", ".x..x..", ".xx.xx.", "xxxxxxx"]);
  assert.equal(fade(learning), learning);
});

test("a short list has fewer steps, and each one hides something", () => {
  for (const count of [1, 2, 3, 10]) {
    let learning = learn(count);
    while (!isFaded(learning)) {
      const before = hidden(learning);
      learning = fade(learning);
      assert.notEqual(hidden(learning), before);
    }
    assert.equal(hidden(learning), "x".repeat(count));
    assert.equal(learning.step, Math.min(count, 3));
  }
});

test("fading can go back", () => {
  const learning = fade(learn(5));
  assert.deepEqual(unfade(fade(learning)), learning);
  assert.equal(unfade(learn(5)).step, 0);
});

test("a look at a hidden item lasts until the next step", () => {
  const looked = peek(fade(learn(4)), "i1");
  assert.deepEqual(
    looked.places.map(({ peeked }) => peeked),
    [false, true, false, false],
  );
  assert.equal(peek(looked, "i0").places[0].peeked, false);
  assert.ok(fade(looked).places.every(({ peeked }) => !peeked));
});
