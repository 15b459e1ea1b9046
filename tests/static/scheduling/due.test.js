import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dueDay } from "../../../static/src/scheduling/due.js";
import { listRetrievability } from "../../../static/src/scheduling/retrievability.js";
import { keptStates, memoryStates, retentions } from "./arbitraries.js";

const kept = (stability, last_study_day = 100) => {
  return { stability, difficulty: 5, last_study_day, last_rating: 3 };
};
const someOf = (states) => fc.array(states, { minLength: 1, maxLength: 8 });

test("it is the first day below desired retention", () => {
  fc.assert(
    fc.property(someOf(keptStates), retentions, (states, desiredRetention) => {
      const due = dueDay(states, desiredRetention);
      const lastDay = Math.max(...states.map((state) => state.last_study_day));
      assert.ok(lastDay < due && due <= lastDay + 36_500);
      if (due > lastDay + 1) assert.ok(listRetrievability(states, due - 1) >= desiredRetention);
      if (due < lastDay + 36_500) assert.ok(listRetrievability(states, due) < desiredRetention);
    }),
  );
});

test("who wants more is asked no later", () => {
  fc.assert(
    fc.property(someOf(memoryStates), retentions, retentions, (states, one, other) => {
      const more = dueDay(states, Math.max(one, other));
      assert.ok(more <= dueDay(states, Math.min(one, other)));
    }),
  );
});

test("one item at nine tenths waits until its stability has passed", () => {
  assert.equal(dueDay([kept(10)], 0.9), 111);
});

test("seven items fall due long before one", () => {
  assert.equal(dueDay(Array(7).fill(kept(20)), 0.85), 104);
  assert.equal(dueDay([kept(20)], 0.85), 139);
});

test("a list too weak already waits for the next day", () => {
  assert.equal(dueDay([kept(0.5, 50), kept(30)], 0.9), 101);
});

test("a list left with a failed item is due the same day", () => {
  const failed = { ...kept(30), last_rating: 1 };
  assert.equal(dueDay([failed, kept(30), kept(5, 90)], 0.7), 100);
});

test("a list never recited is not due, and items never reviewed do not bring one forward", () => {
  assert.equal(dueDay([]), null);
  assert.equal(dueDay([null, undefined]), null);
  assert.equal(dueDay([kept(10), null, undefined], 0.9), 111);
});

test("no list waits longer than a hundred years", () => {
  assert.equal(dueDay([kept(36_500)], 0), 100 + 36_500);
});

test("it takes far fewer steps than days", () => {
  let asked = 0;
  const model = {
    retrievability: (_stability, elapsedDays) => {
      asked += 1;
      return elapsedDays < 20_000 ? 1 : 0;
    },
  };
  assert.equal(dueDay([kept(1)], 0.9, model), 20_100);
  assert.ok(asked <= 17);
});
