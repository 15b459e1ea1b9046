// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { exportEverything, importEverything } from "../../../static/src/app/portable.js";
import { checkPortable, NotPortable } from "../../../static/src/app/portable-check.js";
import { parse } from "../../../static/src/db/hlc.js";
import { edit } from "../../../static/src/decks/edits.js";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId, SETTINGS_ID } from "../../../static/src/lib/ids.js";
import { derived, freshDatabase, rows } from "../db/fresh.js";
import { DAY_MS, EVENING, madeEdit, reviewEvent } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { recite } from "../study/reciting.js";

async function withDeck() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  return database;
}

async function studied() {
  const database = await withDeck();
  await recite(database, "三原色", { 绿: 1 });
  await recite(database, "彩虹");
  const change = { kind: /** @type {const} */ ("settings"), record_id: SETTINGS_ID };
  await edit(database, { ...change, field: "desired_retention", value: 0.9 }, EVENING);
  return database;
}

/** @param {any} database */
const exported = async (database) => JSON.stringify(await exportEverything(database, EVENING));

/** @param {any[]} events @param {any[]} [edits] */
const file = (events, edits = []) => JSON.stringify({ format: "jiyao", version: 1, events, edits });

test("what is exported from one device and brought in on another is the same there", async () => {
  const [one, other] = [await studied(), await withDeck()];
  const counts = await importEverything(other, await exported(one), EVENING);
  assert.deepEqual(counts, { events: 11, edits: 1 });
  assert.deepEqual(await rows(other, "events"), await rows(one, "events"));
  assert.deepEqual(await rows(other, "registers"), await rows(one, "registers"));
  assert.deepEqual(await derived(other), await derived(one));
  assert.equal((await rows(other, "outbox")).length, 12, "it waits for an account");
});

test("bringing the same file in again changes nothing", async () => {
  const database = await studied();
  const stores = ["events", "registers", "outbox", "memory_states", "schedules"];
  const before = await Promise.all(stores.map((name) => rows(database, name)));
  const counts = await importEverything(database, await exported(database), EVENING);
  assert.deepEqual(counts, { events: 0, edits: 0 });
  assert.deepEqual(await Promise.all(stores.map((name) => rows(database, name))), before);
});

test("a file changes no time of an event that is known", async () => {
  const database = await studied();
  const before = [await rows(database, "events"), await derived(database)];
  const wrong = JSON.parse(await exported(database));
  for (const event of wrong.events) event.effective_at_ms = event.received_at_ms = 1;
  await importEverything(database, JSON.stringify(wrong), EVENING);
  assert.deepEqual([await rows(database, "events"), await derived(database)], before);
});

test("an event of a newer kind without a card and the largest value go out and come back in", async () => {
  const { card_id, ...event } = { ...reviewEvent(), kind: "pause" };
  const [one, other] = [await freshDatabase(), await freshDatabase()];
  const large = madeEdit({ value: "x".repeat(65_400) });
  await importEverything(one, file([event], [large]), EVENING);
  const counts = await importEverything(other, await exported(one), EVENING);
  assert.deepEqual(counts, { events: 1, edits: 1 });
  assert.deepEqual(await rows(other, "events"), [event]);
});

test("two devices that bring in each other's files are equal", async () => {
  const [one, other] = [await studied(), await withDeck()];
  await recite(other, "三原色", { 红: 1 });
  const files = [await exported(one), await exported(other)];
  await importEverything(one, files[1], EVENING);
  await importEverything(other, files[0], EVENING);
  assert.deepEqual(await derived(one), await derived(other));
  assert.equal((await rows(one, "events")).length, 15);
});

test("the running number of another account's server does not come along", async () => {
  const database = await withDeck();
  await importEverything(database, file([{ ...reviewEvent(), seq: 7, mood: "kept" }]), EVENING);
  const [event] = await rows(database, "events");
  assert.deepEqual([event.seq, event.mood], [undefined, "kept"]);
});

test("a stamp from the far future is brought in as of now, so that it cannot win for ever", async () => {
  const database = await withDeck();
  const hlc = `${String(EVENING.now_ms + 3650 * DAY_MS).padStart(15, "0")}-00000`;
  await importEverything(database, file([], [madeEdit({ hlc })]), EVENING);
  assert.equal(parse((await rows(database, "registers"))[0].hlc)?.wall_ms, EVENING.now_ms);
});

test("many cards at once are rebuilt too", async () => {
  const database = await freshDatabase();
  const many = Array.from({ length: 501 }, () => reviewEvent());
  await importEverything(database, file(many), EVENING);
  assert.equal((await rows(database, "memory_states")).length, 501);
});

test("a large file is brought in piece by piece, tells how far it is, and can be brought in again", async () => {
  const database = await freshDatabase();
  const card_id = newId();
  const many = Array.from({ length: 4_001 }, () => reviewEvent({ card_id }));
  /** @type {any[]} */
  const told = [];
  const cut = importEverything(database, file(many), EVENING, (progress) => {
    if (progress.done === 4_000) throw new Error("the page dies");
    told.push(progress);
  });
  await assert.rejects(cut, /the page dies/);
  const all = 4_001;
  assert.deepEqual(told, [
    { done: 0, all },
    { done: 2_000, all },
  ]);
  assert.equal((await rows(database, "events")).length, 4_000);
  assert.equal((await importEverything(database, file(many), EVENING)).events, 1);
  assert.equal((await rows(database, "outbox")).length, 4_001);
  assert.equal((await rows(database, "memory_states"))[0].review_count, 4_001);
});

test("a file with anything wrong in it is named, and nothing of it is kept", async () => {
  const database = await withDeck();
  const good = reviewEvent();
  const twice = madeEdit({});
  const wrong = [
    ["", "not_json", ""],
    ["<html>", "not_json", ""],
    ["null", "not_jiyao", ""],
    ["[]", "not_jiyao", ""],
    ['{"format":"anki"}', "not_jiyao", ""],
    ['{"format":"jiyao","version":2,"events":[],"edits":[]}', "newer_version", ""],
    ['{"format":"jiyao","version":"1"}', "damaged", "version"],
    ['{"format":"jiyao","version":1,"events":[]}', "damaged", "edits"],
    [file([good, null]), "damaged", "events[1]"],
    [file([good, { ...good, rating: 5 }]), "damaged", "events[1].rating"],
    [file([{ ...good, rating: undefined }]), "damaged", "events[0].rating"],
    [file([{ ...good, kind: "undo" }]), "damaged", "events[0].target_event_id"],
    [file([{ ...good, event_id: "../../etc" }]), "damaged", "events[0].event_id"],
    [file([{ ...good, occurred_at_ms: 2 ** 60 }]), "damaged", "events[0].occurred_at_ms"],
    [file([{ ...good, utc_offset_minutes: 1e9 }]), "damaged", "events[0].utc_offset_minutes"],
    [file([{ ...good, dev_seq: 0 }]), "damaged", "events[0].dev_seq"],
    [file([{ ...good, card_id: undefined }]), "damaged", "events[0].card_id"],
    [file([{ ...good, card_id: good.card_id.toUpperCase() }]), "damaged", "events[0].card_id"],
    [file([{ ...good, padding: "x".repeat(70_000) }]), "damaged", "events[0]"],
    [file([good], [madeEdit({ hlc: "9" })]), "damaged", "edits[0].hlc"],
    [file([good], [madeEdit({ value: "长".repeat(22_000) })]), "damaged", "edits[0].value"],
    [file([good], [madeEdit({ value: undefined })]), "damaged", "edits[0].value"],
    [file([good], [twice, { ...twice, op_id: newId() }]), "damaged", "edits[1].field"],
  ];
  for (const [text, code, place] of wrong) {
    await assert.rejects(importEverything(database, text, EVENING), (error) => {
      assert.ok(error instanceof NotPortable);
      assert.deepEqual([error.code, error.place], [code, place]);
      return true;
    });
  }
  assert.deepEqual(await rows(database, "events"), []);
  assert.deepEqual(await rows(database, "registers"), []);
  assert.deepEqual(await rows(database, "outbox"), []);
});

test("any JSON at all is either brought in or refused by name, and nothing else happens", () => {
  const rowsOfAnything = fc.array(
    fc.oneof(fc.jsonValue(), fc.constant(reviewEvent()), fc.constant(madeEdit())),
  );
  const anything = fc.oneof(
    fc.json(),
    fc
      .record({
        format: fc.constant("jiyao"),
        version: fc.constant(1),
        events: rowsOfAnything,
        edits: rowsOfAnything,
      })
      .map((each) => JSON.stringify(each)),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        checkPortable(text);
      } catch (error) {
        assert.ok(error instanceof NotPortable);
      }
    }),
  );
});
