import assert from "node:assert/strict";
import { test } from "node:test";
import {
  effectiveAtMs,
  effectiveEvents,
  replayOrder,
} from "../../../static/src/scheduling/events.js";

function event(event_id, fields = {}) {
  return {
    event_id,
    kind: "review",
    card_id: "card",
    rating: 3,
    occurred_at_ms: 1000,
    utc_offset_minutes: 0,
    rollover_hour: 4,
    device_id: "device-a",
    dev_seq: 1,
    ...fields,
  };
}

const ids = (events) => effectiveEvents(events).map((counted) => counted.event_id);

test("an event counts from its own time until the server gave it one", () => {
  assert.equal(effectiveAtMs(event("a")), 1000);
  assert.equal(effectiveAtMs(event("a", { effective_at_ms: null })), 1000);
  assert.equal(effectiveAtMs(event("a", { effective_at_ms: 0 })), 0);
});

test("order is time, then device, then sequence, then id", () => {
  const inOrder = [
    event("9", { effective_at_ms: 999, device_id: "device-z", dev_seq: 9 }),
    event("8", { device_id: "device-a", dev_seq: 9 }),
    event("7", { device_id: "device-b", dev_seq: 2 }),
    event("5", { device_id: "device-b", dev_seq: 10 }),
    event("6", { device_id: "device-b", dev_seq: 10 }),
  ];
  assert.deepEqual(inOrder.toReversed().sort(replayOrder), inOrder);
});

test("what was undone does not count, wherever the undo stands", () => {
  const undo = event("u", { kind: "undo", target_event_id: "a", occurred_at_ms: 1 });
  assert.deepEqual(ids([undo, event("a"), event("b")]), ["b"]);
  assert.deepEqual(ids([event("a"), event("b"), undo]), ["b"]);
});

test("an undo cannot be undone, a reset can", () => {
  const undo = (id, target) => event(id, { kind: "undo", target_event_id: target });
  assert.deepEqual(ids([event("a"), undo("u", "a"), undo("v", "u")]), []);
  assert.deepEqual(ids([event("r", { kind: "reset" }), undo("u", "r")]), []);
});

test("unknown kinds are passed over, and the given array stays as it was", () => {
  const given = [event("b"), event("s", { kind: "suspend" }), event("a")];
  assert.deepEqual(ids(given), ["a", "b"]);
  assert.deepEqual(
    given.map((it) => it.event_id),
    ["b", "s", "a"],
  );
});
