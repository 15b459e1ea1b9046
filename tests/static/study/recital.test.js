// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  begin,
  currentPlace,
  hint,
  isFinished,
  mark,
  reciteAll,
  reveal,
  summary,
  undo,
} from "../../../static/src/study/recital.js";

/** @typedef {import("../../../static/src/study/recital.js").Recital} Recital */

/** @param {number} count @param {number[]} asked positions */
function started(count, asked) {
  const items = Array.from(
    { length: count },
    (_, index) => /** @type {any} */ ({ id: `i${index}`, card_id: `c${index}` }),
  );
  const key_list = /** @type {any} */ ({ id: "list" });
  const asked_card_ids = asked.map((index) => `c${index}`);
  return begin({ recital_id: "r", key_list, items, asked_card_ids });
}

/** @param {Recital} recital @param {...any} ratings */
const marks = (recital, ...ratings) =>
  ratings.reduce((value, rating) => mark(reveal(value), rating), recital);

test("asked items wait hidden, the others are shown in their places", () => {
  const recital = started(4, [1, 3]);
  assert.deepEqual(
    recital.places.map(({ asked, revealed }) => [asked, revealed]),
    [
      [false, true],
      [true, false],
      [false, true],
      [true, false],
    ],
  );
  assert.equal(recital.at, 1);
});

test("an item is marked only after it was revealed", () => {
  const recital = started(2, [0, 1]);
  assert.equal(mark(recital, 3), recital);
  assert.equal(mark(reveal(recital), 3).at, 1);
});

test("a hint makes hard the best rating, and again stays again", () => {
  for (const [rating, counted] of /** @type {const} */ ([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
  ])) {
    assert.equal(mark(reveal(hint(started(1, [0]))), rating).places[0].first_outcome, counted);
  }
});

test("a hint after revealing is none", () => {
  const shown = reveal(started(1, [0]));
  assert.equal(hint(shown), shown);
});

test("what was missed comes again, hidden, until nothing is missed", () => {
  const second = marks(started(3, [0, 1, 2]), 1, 3, 1);
  assert.deepEqual([second.round, second.at], [2, 0]);
  assert.deepEqual(
    second.places.map(({ revealed }) => revealed),
    [false, true, false],
  );
  const third = marks(second, 3, 1);
  assert.deepEqual([third.round, third.at], [3, 2]);
  const end = marks(third, 2);
  assert.ok(isFinished(end));
  const { asked, recalled, missed, whole } = summary(end);
  assert.deepEqual(
    [asked, recalled, missed.map(({ id }) => id), whole],
    [3, 1, ["i0", "i2"], false],
  );
});

test("a hint counts for one asking only", () => {
  const again = mark(reveal(hint(started(1, [0]))), 1);
  assert.equal(again.places[0].hinted, false);
  assert.equal(mark(reveal(again), 4).places[0].outcome, 4);
});

test("recite it all asks the shown places too, and the whole list counts when all are recalled", () => {
  const some = marks(started(3, [1]), 3);
  assert.equal(summary(some).whole, false);
  assert.equal(reciteAll(some), some, "it is finished");
  const all = reciteAll(started(3, [1]));
  assert.equal(all.at, 0);
  assert.equal(summary(marks(all, 3, 2, 4)).whole, true);
});

test("recite it all in a later round begins a first one: what was shown was never missed", () => {
  const second = marks(started(3, [1]), 1);
  assert.equal(second.round, 2);
  const all = reciteAll(second);
  assert.deepEqual([all.round, all.at], [1, 0]);
  assert.deepEqual(reciteAll(reveal(second)).at, 1, "what is revealed is marked first");
  assert.equal(undo(all).round, 2);
  const end = marks(all, 3, 3, 1);
  assert.deepEqual([end.round, end.at], [2, 2], "now one is asked because it was missed");
});

const verb = fc.oneof(
  fc.constant(reveal),
  fc.constant(hint),
  fc.constant(reciteAll),
  fc.constant(undo),
  fc
    .integer({ min: 1, max: 4 })
    .map(
      (rating) => (/** @type {Recital} */ value) => mark(value, /** @type {any} */ (rating), "e"),
    ),
);
const start = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.subarray(
      Array.from({ length: count }, (_, i) => i),
      { minLength: 1 },
    ),
  ),
);

test("any sequence of verbs keeps the recital sound", () => {
  fc.assert(
    fc.property(start, fc.array(verb, { maxLength: 60 }), ([count, asked], verbs) => {
      let recital = started(count, asked);
      const unchanging = JSON.stringify(recital.places.map(({ item }) => item));
      for (const step of verbs) recital = step(recital);
      assert.equal(JSON.stringify(recital.places.map(({ item }) => item)), unchanging);
      const current = currentPlace(recital);
      assert.equal(current === null, isFinished(recital));
      for (const [index, place] of recital.places.entries()) {
        assert.ok(place.asked || (place.revealed && place.outcome === null));
        if (place.outcome !== null) assert.ok(place.revealed && place.first_outcome !== null);
        if (place.hinted && place.outcome !== null) assert.ok(place.outcome <= 2);
        if (place.revealed && place.asked && place.outcome === null)
          assert.equal(index, recital.at);
        if (isFinished(recital) && place.asked) assert.ok((place.outcome ?? 0) > 1);
      }
      if (current) assert.ok(current.asked && current.outcome === null);
    }),
  );
});

test("undo restores exactly what was before the last mark", () => {
  fc.assert(
    fc.property(start, fc.array(verb, { maxLength: 40 }), ([count, asked], verbs) => {
      let recital = started(count, asked);
      for (const step of verbs) {
        const next = step(recital);
        const isStep = next.history.length > recital.history.length;
        if (isStep) assert.deepEqual(undo(next), recital);
        recital = next;
      }
      while (recital.history.length > 0) recital = undo(recital);
      assert.equal(undo(recital), recital);
      assert.ok(recital.places.every(({ first_outcome }) => first_outcome === null));
    }),
  );
});

test("every recital ends once nothing is missed any more", () => {
  fc.assert(
    fc.property(
      start,
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 }),
      ([count, asked], first) => {
        let recital = marks(started(count, asked), ...first);
        for (let left = count; left > 0 && !isFinished(recital); left--)
          recital = marks(recital, 3);
        if (recital.round > 1 && !isFinished(recital))
          recital = marks(recital, ...Array(count).fill(3));
        assert.ok(isFinished(recital));
      },
    ),
  );
});
