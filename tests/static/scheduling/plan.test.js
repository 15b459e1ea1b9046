import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planRecital } from "../../../static/src/scheduling/plan.js";
import {
  listRetrievability,
  retrievability,
} from "../../../static/src/scheduling/retrievability.js";
import { keptStates, planItems, shuffled } from "./arbitraries.js";

const days = fc.integer({ min: 18_990, max: 21_000 });

const kept = (stability) => {
  return { stability, difficulty: 5, last_study_day: 100, last_rating: 3 };
};
const items = (...states) =>
  states.map((state, index) => ({ item_id: `item-${index + 1}`, position: index, state }));

test("new and failed items are always asked, and something always is", () => {
  fc.assert(
    fc.property(planItems(), days, (listed, day) => {
      const plan = planRecital(listed, day);
      assert.ok(plan.length >= 1);
      for (const { item_id, state } of listed) {
        if (!state || state.last_rating === 1) assert.ok(plan.includes(item_id));
      }
    }),
  );
});

test("what is shown is safe together", () => {
  fc.assert(
    fc.property(planItems(), days, (listed, day) => {
      const plan = planRecital(listed, day);
      const shown = listed.filter((item) => !plan.includes(item.item_id));
      const whole = listRetrievability(
        listed.map((item) => item.state),
        day,
      );
      const together = listRetrievability(
        shown.map((item) => item.state),
        day,
      );
      if (together !== null) assert.ok(together >= 1 - 0.25 * (1 - whole) - 1e-12);
    }),
  );
});

test("the weakest are asked, and not one more than needed", () => {
  fc.assert(
    fc.property(planItems(keptStates), days, (listed, day) => {
      const plan = planRecital(listed, day);
      const known = listed.filter((item) => item.state);
      const recall = (item) => retrievability(item.state, day);
      const asked = known.filter((item) => plan.includes(item.item_id));
      const shown = known.filter((item) => !plan.includes(item.item_id));
      for (const weak of asked)
        for (const strong of shown) assert.ok(recall(weak) <= recall(strong));
      fc.pre(asked.length > 1);
      const strongestAsked = Math.max(...asked.map(recall));
      const whole = known.reduce((product, item) => product * recall(item), 1);
      const oneMore = shown.reduce((product, item) => product * recall(item), strongestAsked);
      assert.ok(oneMore < 1 - 0.25 * (1 - whole) + 1e-12);
    }),
  );
});

test("the order in which items are given does not matter", () => {
  fc.assert(
    fc.property(shuffled(planItems()), days, ([listed, inOtherOrder], day) => {
      assert.deepEqual(planRecital(inOtherOrder, day), planRecital(listed, day));
    }),
  );
});

test("one weak item among strong ones is asked alone", () => {
  assert.deepEqual(planRecital(items(kept(400), kept(400), kept(3), kept(400)), 105), ["item-3"]);
});

test("equally strong items are asked from the start of the list", () => {
  const plan = planRecital(items(...Array(8).fill(kept(10))), 104);
  assert.deepEqual(
    plan,
    [1, 2, 3, 4, 5, 6, 7].map((number) => `item-${number}`),
  );
});

test("items at one position are told apart by id", () => {
  const listed = [..."hcagdbfe"].map((item_id) => ({ item_id, position: 1, state: kept(10) }));
  assert.deepEqual(planRecital(listed, 104), [..."abcdefg"]);
});

test("on the day of the review the first item is asked", () => {
  assert.deepEqual(planRecital(items(...Array(4).fill(kept(10))), 100), ["item-1"]);
});

test("a new list is asked whole, an empty one not at all", () => {
  assert.deepEqual(planRecital(items(null, undefined), 100), ["item-1", "item-2"]);
  assert.deepEqual(planRecital([], 100), []);
});
