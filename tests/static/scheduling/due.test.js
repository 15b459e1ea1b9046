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

const loss = (states, day) => 1 - listRetrievability(states, day);
const bearable = (wait, desiredRetention) => (1 - desiredRetention) * (30 / wait) ** 0.2;

test("it is the first day on which the loss is more than its wait bears", () => {
  fc.assert(
    fc.property(someOf(keptStates), retentions, (states, desired) => {
      const due = dueDay(states, desired);
      const last = Math.max(...states.map((state) => state.last_study_day));
      assert.ok(last < due && due <= last + 36_500);
      const before = due - 1;
      if (before > last) {
        assert.ok(loss(states, before) <= bearable(before - last, desired) + 1e-12);
      }
      if (due < last + 36_500)
        assert.ok(loss(states, due) >= bearable(due - last, desired) - 1e-12);
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

test("after a month desired retention is meant to the letter", () => {
  assert.equal(dueDay([kept(30)], 0.9), 131);
});

test("a young list may sink lower and an old one is asked earlier", () => {
  const [young, old] = [kept(7), kept(300)];
  assert.ok(listRetrievability([young], dueDay([young], 0.9)) < 0.88);
  assert.ok(listRetrievability([old], dueDay([old], 0.9) - 1) > 0.92);
});

test("seven items fall due long before one", () => {
  assert.equal(dueDay(Array(7).fill(kept(20)), 0.85), 106);
  assert.equal(dueDay([kept(20)], 0.85), 136);
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
  assert.equal(dueDay([kept(10), null, undefined], 0.9), dueDay([kept(10)], 0.9));
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
