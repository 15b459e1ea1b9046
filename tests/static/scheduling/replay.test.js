import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { eventStudyDay } from "../../../static/src/scheduling/events.js";
import {
  advance,
  replay,
  replayCards,
  replayIncrementally,
} from "../../../static/src/scheduling/replay.js";
import { histories, shuffled } from "./arbitraries.js";

const DAY_MS = 86_400_000;

function review(day, rating, fields = {}) {
  return {
    event_id: `review-${day}-${rating}`,
    kind: "review",
    card_id: "card",
    rating,
    occurred_at_ms: day * DAY_MS,
    utc_offset_minutes: 0,
    rollover_hour: 0,
    device_id: "device-a",
    dev_seq: day,
    ...fields,
  };
}

test("any order of arrival gives the same state", () => {
  fc.assert(
    fc.property(shuffled(histories), ([events, inOtherOrder]) => {
      assert.deepEqual(replay(inOtherOrder), replay(events));
    }),
  );
});

test("undo commutes and leaves no trace", () => {
  fc.assert(
    fc.property(histories, fc.nat(), fc.nat(), (events, which, where) => {
      const target_event_id = events[which % (events.length || 1)]?.event_id ?? "none";
      const undo = review(0, 3, { event_id: "undo", kind: "undo", target_event_id });
      const at = where % (events.length + 1);
      const withoutTarget = events.filter(
        ({ event_id, kind }) => event_id !== target_event_id || !["review", "reset"].includes(kind),
      );
      const withUndo = [...events.slice(0, at), undo, ...events.slice(at)];
      assert.deepEqual(replay(withUndo), replay(withoutTarget));
    }),
  );
});

test("one event at a time gives what all at once give", () => {
  fc.assert(
    fc.property(histories, (events) => {
      let state = null;
      for (const [index, event] of events.entries()) {
        state = replayIncrementally(state, event, events.slice(0, index));
        assert.deepEqual(state, replay(events.slice(0, index + 1)));
      }
    }),
  );
});

test("a later review is one step and reads no earlier event", () => {
  const first = replay([review(0, 3)]);
  assert.deepEqual(replayIncrementally(first, review(5, 3), []), advance(first, review(5, 3)));
});

test("elapsed days count from the largest earlier study day", () => {
  // A traveller flies east to west over the date line: the later moment has the earlier day.
  const east = review(10, 3, { utc_offset_minutes: 840 });
  const anHourLater = { event_id: "later", occurred_at_ms: 10 * DAY_MS + 3_600_000 };
  const west = review(10, 3, { ...anHourLater, utc_offset_minutes: -660 });
  assert.ok(eventStudyDay(west) < eventStudyDay(east));
  const sameDay = review(10, 3, { ...anHourLater, utc_offset_minutes: 840 });
  assert.deepEqual(replay([east, west, review(14, 3)]), replay([east, sameDay, review(14, 3)]));
  assert.equal(replay([east, west])?.last_study_day, 10);
});

test("a reset starts afresh", () => {
  const before = [review(0, 1), review(1, 1)];
  const reset = review(2, 3, { kind: "reset" });
  assert.equal(replay([...before, reset]), null);
  assert.deepEqual(replay([...before, reset, review(3, 3)]), replay([review(3, 3)]));
});

test("lapses are failures on a later day", () => {
  const days = [0, 0, 4, 4];
  const state = replay(days.map((day, number) => review(day, 1, { event_id: `event-${number}` })));
  assert.equal(state?.review_count, 4);
  assert.equal(state?.lapse_count, 1);
  assert.equal(state?.last_rating, 1);
});

test("two events in one millisecond replay alike in whatever order they came", () => {
  const start = review(0, 3);
  const again = review(9, 1, { device_id: "device-b", dev_seq: 1 });
  const good = review(9, 3, { device_id: "device-a", dev_seq: 7 });
  assert.deepEqual(replay([start, again, good]), replay([good, again, start]));
  assert.equal(replay([again, start, good])?.last_rating, 1);
});

test("a collection is replayed card by card", () => {
  const events = [
    review(0, 3, { event_id: "1", card_id: "one" }),
    review(0, 1, { event_id: "2", card_id: "two" }),
    review(4, 3, { event_id: "3", card_id: "one" }),
    review(0, 3, { event_id: "4", card_id: "three" }),
    review(1, 3, { event_id: "5", card_id: "three", kind: "reset" }),
  ];
  const expected = new Map([
    ["one", replay([events[0], events[2]])],
    ["two", replay([events[1]])],
  ]);
  assert.deepEqual(replayCards(events), expected);
});
