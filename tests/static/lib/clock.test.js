// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { moment, setClock } from "../../../static/src/lib/clock.js";

test("the clock can be replaced and given back", () => {
  const frozen = { now_ms: 1, utc_offset_minutes: 480 };
  setClock(() => frozen);
  assert.equal(moment(), frozen);
  setClock();
  assert.ok(Math.abs(moment().now_ms - Date.now()) < 60_000);
});

test("the offset is east-positive, the opposite of what Date says", (t) => {
  const original = Date.prototype.getTimezoneOffset;
  Date.prototype.getTimezoneOffset = () => -480; // Beijing
  t.after(() => {
    Date.prototype.getTimezoneOffset = original;
  });
  assert.equal(moment().utc_offset_minutes, 480);
});
