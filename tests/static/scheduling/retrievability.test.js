import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  listRetrievability,
  retrievability,
} from "../../../static/src/scheduling/retrievability.js";
import { memoryStates, shuffled, studyDays } from "./arbitraries.js";

const state = { stability: 10, difficulty: 5, last_study_day: 100, last_rating: 3 };

test("it is certain up to the last review and then falls", () => {
  const onDays = [0, 99, 100, 110].map((day) => retrievability(state, day));
  assert.deepEqual(onDays, [1, 1, 1, 0.9]);
  assert.ok(retrievability(state, 109) < retrievability(state, 108));
});

test("it never rises", () => {
  fc.assert(
    fc.property(memoryStates, studyDays, (anyState, day) => {
      const today = retrievability(anyState, day);
      const tomorrow = retrievability(anyState, day + 1);
      assert.ok(0 <= tomorrow && tomorrow <= today && today <= 1);
    }),
  );
});

test("order and unreviewed items do not matter to the last bit", () => {
  const lists = shuffled(fc.array(memoryStates, { minLength: 1, maxLength: 10 }));
  fc.assert(
    fc.property(lists, studyDays, ([states, inOtherOrder], day) => {
      const whole = listRetrievability(states, day);
      assert.equal(listRetrievability([null, ...inOtherOrder, undefined], day), whole);
      const product = states.reduce((all, it) => all * retrievability(it, day), 1);
      assert.ok(Math.abs(whole - product) <= 1e-12 * product);
    }),
  );
});

test("a list never recited has none", () => {
  assert.equal(listRetrievability([], 0), null);
  assert.equal(listRetrievability([null, null], 0), null);
});
