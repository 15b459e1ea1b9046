// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { PARAMETERS_ID, SETTINGS_ID } from "../../../static/src/lib/ids.js";
import { DEFAULT_MODEL } from "../../../static/src/scheduling/memory.js";
import { DEFAULT_PARAMETERS } from "../../../static/src/scheduling/parameters.js";
import { modelFrom } from "../../../static/src/settings/parameters.js";
import { isSetting, settingsFrom } from "../../../static/src/settings/settings.js";
import { madeEdit } from "../db/records.js";

/** @param {string} field @param {any} value */
const register = (field, value) =>
  madeEdit({ kind: "settings", record_id: SETTINGS_ID, field, value });

/** @param {any} value */
const fitted = (value) =>
  madeEdit({ kind: "parameters", record_id: PARAMETERS_ID, field: "fitted", value });

test("settings that were never changed have their defaults", () => {
  const defaults = { desired_retention: 0.85, new_lists_per_day: 3, rollover_hour: 4 };
  assert.deepEqual(settingsFrom([]), defaults);
});

test("a value that this version cannot read counts as not set", () => {
  const odd = [
    register("desired_retention", 2),
    register("rollover_hour", "4"),
    register("new_lists_per_day", Number.NaN),
    register("mood", 1),
    register("__proto__", { rollover_hour: 1 }),
  ];
  assert.deepEqual(settingsFrom(odd), settingsFrom([]));
});

test("each setting has its range, and counts are whole", () => {
  for (const [name, least, most] of /** @type {const} */ ([
    ["desired_retention", 0.7, 0.97],
    ["new_lists_per_day", 0, 50],
    ["rollover_hour", 0, 23],
  ])) {
    assert.ok(isSetting(name, least) && isSetting(name, most));
    assert.ok(!isSetting(name, least - 0.01) && !isSetting(name, most + 0.01));
  }
  assert.ok(!isSetting("rollover_hour", 4.5) && !isSetting("toString", 1));
});

test("parameters of this model are used, others are not", () => {
  const values = DEFAULT_PARAMETERS.values.map((each) => each * 1.1);
  const model = modelFrom([fitted({ model: "FSRS-6", values, review_count: 2048 })]);
  assert.notEqual(model.first(3).stability, DEFAULT_MODEL.first(3).stability);
  for (const odd of [
    [],
    ...[null, 1, "FSRS-6", [], {}, { values }, { model: "FSRS-6" }].map((value) => [fitted(value)]),
    [fitted({ model: "FSRS-9", values })],
    [fitted({ model: "FSRS-6", values: [1, 2] })],
    [fitted({ model: "FSRS-6", values: values.with(3, Number.NaN) })],
    [fitted({ model: "FSRS-6", values: values.with(3, "8") })],
  ]) {
    assert.equal(modelFrom(odd), DEFAULT_MODEL);
  }
});
