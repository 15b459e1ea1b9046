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

/** @param {string} field @param {any} value */
const parameter = (field, value) =>
  madeEdit({ kind: "parameters", record_id: PARAMETERS_ID, field, value });

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
  const model = modelFrom([parameter("model", "FSRS-6"), parameter("values", values)]);
  assert.notEqual(model.first(3).stability, DEFAULT_MODEL.first(3).stability);
  for (const odd of [
    [],
    [parameter("values", values)],
    [parameter("model", "FSRS-9"), parameter("values", values)],
    [parameter("model", "FSRS-6"), parameter("values", [1, 2])],
    [parameter("model", "FSRS-6"), parameter("values", values.with(3, Number.NaN))],
  ]) {
    assert.equal(modelFrom(odd), DEFAULT_MODEL);
  }
});
