import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyMerge, gatherMerge, summarizeMerge } from "../../../static/src/sync/merge-summary.js";

const review = (card_id, device_id) => ({ kind: "review", card_id, device_id });

test("a merge counts reviews, devices, and items reviewed on both sides over all exchanges", () => {
  const merge = emptyMerge();
  gatherMerge(merge, [review("a", "phone"), review("a", "phone")], [review("b", "here")]);
  gatherMerge(merge, [review("b", "tablet"), review("c", "phone")], [review("a", "here")]);
  assert.deepEqual(summarizeMerge(merge), { reviews: 4, devices: 2, items_reviewed_on_both: 2 });
});

test("undos and resets are not told as reviews", () => {
  const merge = emptyMerge();
  gatherMerge(merge, [{ kind: "undo", card_id: "a", device_id: "phone" }], [review("a", "here")]);
  assert.equal(summarizeMerge(merge), null);
});

test("a round that only uploaded tells nothing", () => {
  const merge = emptyMerge();
  gatherMerge(merge, [], [review("a", "here")]);
  assert.equal(summarizeMerge(merge), null);
});
