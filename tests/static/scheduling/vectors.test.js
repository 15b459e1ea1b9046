// What both languages must agree on: tests/vectors/scheduling.json.gz.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { dueDay } from "../../../static/src/scheduling/due.js";
import { eventStudyDay } from "../../../static/src/scheduling/events.js";
import { MemoryModel } from "../../../static/src/scheduling/memory.js";
import { planRecital } from "../../../static/src/scheduling/plan.js";
import { replay } from "../../../static/src/scheduling/replay.js";
import { listRetrievability } from "../../../static/src/scheduling/retrievability.js";

const packed = readFileSync(new URL("../../vectors/scheduling.json.gz", import.meta.url));
const vector = JSON.parse(gunzipSync(packed).toString());
const models = vector.parameters.map((parameters) => new MemoryModel(parameters));

const COUNTED = ["last_study_day", "review_count", "lapse_count", "last_rating"];

test("there are ten thousand histories", () => {
  assert.ok(vector.lists.flatMap((keyList) => keyList.items).length >= 10_000);
});

test("study days are those of the wall clocks", () => {
  for (const { items } of vector.lists) {
    for (const { events, study_days } of items) {
      assert.deepEqual(events.map(eventStudyDay), study_days);
    }
  }
});

test("states are those of py-fsrs", () => {
  for (const { items, parameters } of vector.lists) {
    for (const { events, state: expected } of items) {
      const state = replay(events, models[parameters]);
      if (state === null || expected === null) {
        assert.equal(state, expected);
        continue;
      }
      for (const field of ["stability", "difficulty"]) {
        assert.ok(Math.abs(state[field] / expected[field] - 1) <= 1e-5, `${field} of ${state}`);
      }
      for (const field of COUNTED) assert.equal(state[field], expected[field]);
    }
  }
});

test("due days, plans and list retrievability are those of the server", () => {
  for (const keyList of vector.lists) {
    const model = models[keyList.parameters];
    const items = keyList.items.map(({ item_id, position, events }) => {
      return { item_id, position, state: replay(events, model) };
    });
    const states = items.map((item) => item.state);
    assert.equal(dueDay(states, keyList.desired_retention, model), keyList.due_day);
    assert.deepEqual(planRecital(items, keyList.plan_day, model), keyList.plan);
    const whole = listRetrievability(states, keyList.plan_day, model);
    assert.equal(whole, keyList.list_retrievability);
  }
});
