import assert from "node:assert/strict";
import { test } from "node:test";
import { default_w } from "ts-fsrs";
import { MemoryModel } from "../../../static/src/scheduling/memory.js";
import { DEFAULT_PARAMETERS, usableValues } from "../../../static/src/scheduling/parameters.js";

const { model, values } = DEFAULT_PARAMETERS;

test("the defaults are those of the package", () => {
  assert.deepEqual([...values], [...default_w]);
  assert.equal(model, "FSRS-6");
});

test("other parameters are refused", () => {
  const refused = (parameters, complaint) =>
    assert.throws(() => usableValues(parameters), { name: "RangeError", message: complaint });
  refused({ model: "FSRS-7", values }, /Unknown memory model FSRS-7/);
  refused({ model, values: values.slice(0, 19) }, /takes 21 finite numbers/);
  refused({ model, values: values.with(20, Number.NaN) }, /takes 21 finite numbers/);
  refused({ model, values: values.with(20, Number.POSITIVE_INFINITY) }, /takes 21 finite numbers/);
});

test("numbers out of bounds are brought to the bounds, as on the server", () => {
  const farBelow = new MemoryModel({ model, values: Array(21).fill(-1e9) });
  const farAbove = new MemoryModel({ model, values: Array(21).fill(1e9) });
  assert.equal(farBelow.first(1).stability, 0.001);
  assert.equal(farAbove.first(4).stability, 100);
  // Numbers 17 and 18 at 0 and number 19 at 0.01: 0.5 × 0.5 ** -0.01.
  assert.equal(farBelow.next({ stability: 0.5, difficulty: 5 }, 0, 1).stability, 0.50347778);
});
