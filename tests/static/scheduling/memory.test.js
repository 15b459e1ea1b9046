import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fsrs, Rating } from "ts-fsrs";
import { DEFAULT_MODEL, MemoryModel } from "../../../static/src/scheduling/memory.js";
import { DEFAULT_PARAMETERS } from "../../../static/src/scheduling/parameters.js";
import { ratings } from "./arbitraries.js";

const DAY_MS = 86_400_000;

function after(model, reviews) {
  const [[firstRating], ...later] = reviews;
  return later.reduce(
    (memory, [rating, elapsedDays]) => model.next(memory, elapsedDays, rating),
    model.first(firstRating),
  );
}

test("memory is that of the package's own scheduler on whole days", () => {
  const scheduler = fsrs({ enable_fuzz: false, learning_steps: [], relearning_steps: [] });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(ratings, fc.nat(2000)), { minLength: 1, maxLength: 12 }),
      (reviews) => {
        let atMs = Date.UTC(2000, 0, 1);
        let card = { due: new Date(atMs), stability: 0, difficulty: 0, elapsed_days: 0 };
        card = { ...card, scheduled_days: 0, learning_steps: 0, reps: 0, lapses: 0, state: 0 };
        for (const [index, [rating, elapsedDays]] of reviews.entries()) {
          if (index > 0) atMs += elapsedDays * DAY_MS;
          card = scheduler.next(card, new Date(atMs), rating).card;
        }
        const memory = after(DEFAULT_MODEL, reviews);
        assert.deepEqual(memory, { stability: card.stability, difficulty: card.difficulty });
      },
    ),
  );
});

test("a history that a person can read", () => {
  // Good each time it has sunk to 0.9, then two lapses: the intervals of py-fsrs's own test.
  const { Good, Again } = Rating;
  const reviews = [
    [Good, 0],
    [Good, 0],
    [Good, 2],
    [Good, 11],
    [Good, 46],
    [Good, 163],
  ].concat([
    [Again, 498],
    [Again, 0],
    [Good, 0],
    [Good, 2],
    [Good, 4],
    [Good, 7],
  ]);
  const intervals = reviews.map((_, index) =>
    Math.round(after(DEFAULT_MODEL, reviews.slice(0, index + 1)).stability),
  );
  assert.deepEqual(intervals, [2, 2, 11, 46, 163, 498, 7, 2, 2, 4, 7, 12]);
});

test("retrievability is nine tenths at stability", () => {
  assert.equal(DEFAULT_MODEL.retrievability(7, 7), 0.9);
  assert.equal(DEFAULT_MODEL.retrievability(7, 0), 1);
});

test("a fitted first stability of minutes is kept", () => {
  const { model, values } = DEFAULT_PARAMETERS;
  const learner = new MemoryModel({ model, values: values.with(0, 0.02) });
  assert.equal(learner.first(1).stability, 0.02);
});
