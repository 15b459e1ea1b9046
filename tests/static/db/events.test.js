// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { mergeEvents, readCardEvents } from "../../../static/src/db/events.js";
import { freshDatabase, rows } from "./fresh.js";
import { reviewEvent } from "./records.js";

/** @param {any} database @param {any[]} events */
const merge = (database, events) =>
  database.write(["events"], (/** @type {any} */ tx) => mergeEvents(tx, events));

test("an event that comes twice, in one page or in two, is kept once", async () => {
  const database = await freshDatabase();
  const event = reviewEvent();
  const first = await merge(database, [event, { ...event }]);
  assert.deepEqual(first, { added: [event], card_ids: new Set([event.card_id]) });
  const second = await merge(database, [event]);
  assert.deepEqual(second, { added: [], card_ids: new Set() });
  assert.deepEqual(await rows(database, "events"), [event]);
});

test("a known event keeps its content and gains what the server gives", async () => {
  const database = await freshDatabase();
  const event = reviewEvent({ rating: 3 });
  await merge(database, [event]);
  const given = { seq: 7, received_at_ms: 5, effective_at_ms: event.occurred_at_ms };
  const { card_ids } = await merge(database, [{ ...event, rating: 1, ...given }]);
  assert.deepEqual(await rows(database, "events"), [{ ...event, ...given }]);
  assert.equal(card_ids.size, 0, "an honest clock changes no replay");
});

test("another effective time makes the card be replayed", async () => {
  const database = await freshDatabase();
  const event = reviewEvent();
  await merge(database, [event]);
  const { card_ids } = await merge(database, [{ ...event, effective_at_ms: 1 }]);
  assert.deepEqual([...card_ids], [event.card_id]);
});

test("fields and kinds of a newer version are kept as they came", async () => {
  const database = await freshDatabase();
  const { card_id, ...rest } = reviewEvent();
  const newer = { ...rest, kind: "pause", mood: { level: 2 } };
  const { card_ids } = await merge(database, [newer]);
  assert.deepEqual(await rows(database, "events"), [newer]);
  assert.equal(card_ids.size, 0);
  const ofCard = await database.read(["events"], (tx) => readCardEvents(tx, card_id));
  assert.deepEqual(ofCard, []);
});
