// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId } from "../../../static/src/lib/ids.js";
import { saveReview } from "../../../static/src/study/answers.js";
import { rebuildAll } from "../../../static/src/study/rebuild.js";
import { currentPlace, hint, isFinished, mark, reveal } from "../../../static/src/study/recital.js";
import { derived, freshDatabase, rows } from "../db/fresh.js";
import { daysLater, EVENING, TODAY } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { beginList, markNow, recite, undoNow } from "./reciting.js";

async function withDeck() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  return database;
}

test("an answer is an event, a waiting row, a state and a schedule, all there when it resolves", async () => {
  const database = await withDeck();
  const recital = await markNow(database, await beginList(database, "国旗底色"), 3);
  const [event] = await rows(database, "events");
  const { device_id } = (await rows(database, "meta")).find(({ name }) => name === "device").value;
  assert.deepEqual(event, {
    ...{ event_id: recital.history[0].event_id, kind: "review", rating: 3 },
    ...{ card_id: recital.places[0].item.card_id, recital_id: recital.recital_id },
    ...{ occurred_at_ms: EVENING.now_ms, utc_offset_minutes: 480, rollover_hour: 4 },
    ...{ duration_ms: 3000, device_id, dev_seq: 1 },
  });
  const [waiting] = await rows(database, "outbox");
  assert.deepEqual([waiting.id, waiting.type, waiting.order], [event.event_id, "event", 1]);
  const [state] = await rows(database, "memory_states");
  assert.deepEqual(
    [state.review_count, state.last_study_day, state.first_study_day],
    [1, TODAY, TODAY],
  );
  const [schedule] = await rows(database, "schedules");
  assert.ok(schedule.due_day > TODAY);
  assert.equal(recital.due_day, schedule.due_day);
});

test("an answer that cannot be written leaves nothing, and can be given again", async (t) => {
  const database = await withDeck();
  const recital = await beginList(database, "国旗底色");
  const before = await Promise.all(
    ["events", "outbox", "meta"].map((name) => rows(database, name)),
  );
  const original = IDBObjectStore.prototype.put;
  t.after(() => {
    IDBObjectStore.prototype.put = original;
  });
  // The schedule is written last: everything before it must go too.
  IDBObjectStore.prototype.put = function (row) {
    if (this.name === "schedules") throw new DOMException("full", "QuotaExceededError");
    return original.call(this, row);
  };
  await assert.rejects(markNow(database, recital, 3), { code: "storage_full" });
  IDBObjectStore.prototype.put = original;
  const after = await Promise.all(["events", "outbox", "meta"].map((name) => rows(database, name)));
  assert.deepEqual(after, before);
  await markNow(database, recital, 3);
  assert.equal((await rows(database, "events"))[0].dev_seq, 1);
});

test("saving an answer twice saves it once", async () => {
  const database = await withDeck();
  const shown = reveal(await beginList(database, "国旗底色"));
  const event_id = newId();
  const marked = mark(shown, 3, event_id);
  const review = {
    event_id,
    card_id: marked.places[0].item.card_id,
    rating: /** @type {3} */ (3),
    duration_ms: 1,
  };
  await saveReview(database, review, marked, EVENING);
  const once = await derived(database);
  await saveReview(database, review, marked, EVENING);
  assert.equal((await rows(database, "events")).length, 1);
  assert.deepEqual(await derived(database), once);
});

test("a hinted good is stored as hard", async () => {
  const database = await withDeck();
  await markNow(database, hint(await beginList(database, "国旗底色")), 3);
  assert.equal((await rows(database, "events"))[0].rating, 2);
});

test("an item that was missed is an event each time it is asked", async () => {
  const database = await withDeck();
  const recital = await recite(database, "黑白", { 黑: 1 });
  const events = (await rows(database, "events")).sort((a, b) => a.dev_seq - b.dev_seq);
  assert.deepEqual(
    events.map(({ rating }) => rating),
    [1, 3, 3],
  );
  assert.equal(events[0].card_id, events[2].card_id);
  assert.ok(events.every(({ recital_id }) => recital_id === recital.recital_id));
});

test("undo is an event, and restores states and schedules exactly", async () => {
  const database = await withDeck();
  await recite(database, "三原色");
  const tomorrow = daysLater(40);
  let recital = await beginList(database, "三原色", { all: true, moment: tomorrow });
  const steps = [await derived(database)];
  for (const rating of /** @type {const} */ ([1, 3, 2, 4])) {
    recital = await markNow(database, recital, rating, tomorrow);
    steps.push(await derived(database));
  }
  assert.ok(isFinished(recital));
  while (recital.history.length > 0) {
    steps.pop();
    recital = await undoNow(database, recital, tomorrow);
    assert.deepEqual(await derived(database), steps.at(-1));
  }
  const events = await rows(database, "events");
  assert.equal(events.length, 3 + 4 + 4);
  assert.equal((await rows(database, "outbox")).length, events.length);
});

test("undoing the first answer of all leaves a list that was never recited", async () => {
  const database = await withDeck();
  const recital = await markNow(database, await beginList(database, "三原色"), 3);
  const undone = await undoNow(database, recital);
  assert.deepEqual(await derived(database), { memory_states: [], schedules: [] });
  assert.equal(undone.due_day, null);
});

test("whatever is answered and undone, on any days, equals a rebuild from the events", async () => {
  const step = fc.record({
    list: fc.constantFrom(...Object.keys(COLOURS)),
    days: fc.integer({ min: -3, max: 40 }),
    ratings: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const database = await withDeck();
      let day = 0;
      for (const { list, days, ratings } of steps) {
        day += days;
        const moment = daysLater(day);
        let recital = await beginList(database, list, { moment });
        for (const rating of ratings) {
          const isUndo = rating === 0;
          if (isUndo) recital = await undoNow(database, recital, moment);
          else if (currentPlace(recital))
            recital = await markNow(database, recital, /** @type {any} */ (rating), moment);
        }
      }
      const incremental = await derived(database);
      await rebuildAll(database);
      assert.deepEqual(await derived(database), incremental);
    }),
    { numRuns: 30 },
  );
});
