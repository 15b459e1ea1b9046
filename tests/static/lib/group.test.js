// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { groupBy } from "../../../static/src/lib/group.js";

test("groups keep the order of their members and of their first members", () => {
  const groups = groupBy([3, 1, 4, 6, 5], (number) => number % 2);
  assert.deepEqual(
    [...groups],
    [
      [1, [3, 1, 5]],
      [0, [4, 6]],
    ],
  );
});
