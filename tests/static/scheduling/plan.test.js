import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planRecital } from "../../../static/src/scheduling/plan.js";
import { retrievability } from "../../../static/src/scheduling/retrievability.js";
import { keptStates, planItems, shuffled } from "./arbitraries.js";

const days = fc.integer({ min: 18_990, max: 21_000 });

const kept = (stability) => {
  return { stability, difficulty: 5, last_study_day: 100, review_count: 1, last_rating: 3 };
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

test("an item is asked if it is half as likely forgotten as the mean", () => {
  fc.assert(
    fc.property(planItems(keptStates), days, (listed, day) => {
      const known = listed.filter((item) => item.state);
      fc.pre(known.every((item) => item.state.review_count % 12 !== 0));
      const forgotten = (item) => 1 - retrievability(item.state, day);
      fc.pre(known.some((item) => forgotten(item) > 0));
      const plan = planRecital(listed, day);
      const half = known.reduce((sum, item) => sum + forgotten(item), 0) / known.length / 2;
      for (const item of known) {
        if (plan.includes(item.item_id)) assert.ok(forgotten(item) >= half - 1e-12);
        else assert.ok(forgotten(item) <= half + 1e-12);
      }
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

test("equally strong items are asked together", () => {
  const plan = planRecital(items(...Array(8).fill(kept(10))), 104);
  assert.deepEqual(
    plan,
    [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `item-${number}`),
  );
});

test("items at one position are told apart by id", () => {
  const listed = [..."hcagdbfe"].map((item_id) => ({ item_id, position: 1, state: kept(10) }));
  assert.deepEqual(planRecital(listed, 104), [..."abcdefgh"]);
});

test("when the most reviewed item had a dozen reviews nothing is shown", () => {
  for (const [review_count, asked] of [
    [11, ["item-2"]],
    [12, ["item-1", "item-2"]],
    [13, ["item-2"]],
  ]) {
    assert.deepEqual(planRecital(items(kept(400), { ...kept(3), review_count }), 105), asked);
  }
});

test("on the day of the review what failed is asked, or else all", () => {
  const failed = { ...kept(10), last_rating: 1 };
  assert.deepEqual(planRecital(items(kept(10), failed, kept(10)), 100), ["item-2"]);
  assert.deepEqual(planRecital(items(kept(10), kept(10)), 100), ["item-1", "item-2"]);
});

test("a new list is asked whole, an empty one not at all", () => {
  assert.deepEqual(planRecital(items(null, undefined), 100), ["item-1", "item-2"]);
  assert.deepEqual(planRecital([], 100), []);
});
