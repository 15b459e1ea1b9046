// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { newDeck, newItem, newKeyList } from "../../../static/src/decks/compose.js";
import { edit, editAll } from "../../../static/src/decks/edits.js";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId, SETTINGS_ID } from "../../../static/src/lib/ids.js";
import { readOverviews } from "../../../static/src/study/overviews.js";
import { DUE_SHOWN, readToday } from "../../../static/src/study/today.js";
import { freshDatabase, rows } from "../db/fresh.js";
import { daysLater, EVENING, TODAY } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { beginList, listNamed, markNow, recite } from "./reciting.js";

async function withDeck() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  return database;
}

/** @param {{name: string}[]} lists */
const names = (lists) => lists.map(({ name }) => name);

/** @param {any} database @param {any} field @param {any} value */
const set = (database, field, value) =>
  edit(database, { kind: "settings", record_id: SETTINGS_ID, field, value }, EVENING);

test("on the first day there are new lists in deck order, as many as settings allow", async () => {
  const database = await withDeck();
  const today = await readToday(database, EVENING);
  assert.equal(today.study_day, TODAY);
  assert.deepEqual([today.due, today.due_count], [[], 0]);
  assert.deepEqual(names(today.fresh), ["三原色", "国旗底色", "黑白"]);
  assert.deepEqual(today.recited_today, { lists: 0, items: 0 });
  assert.deepEqual(today.tomorrow, { due: 0, minutes: 0 });
  assert.ok(today.minutes >= 1);
  await set(database, "new_lists_per_day", 1);
  assert.deepEqual(names((await readToday(database, EVENING)).fresh), ["三原色"]);
  await set(database, "new_lists_per_day", 0);
  assert.deepEqual((await readToday(database, EVENING)).fresh, []);
});

test("it knows a first visit, and whether there is anything to recite", async () => {
  const empty = await readToday(await freshDatabase(), EVENING);
  assert.deepEqual([empty.is_first, empty.has_lists], [true, false]);
  const database = await withDeck();
  await set(database, "new_lists_per_day", 0);
  const before = await readToday(database, EVENING);
  assert.deepEqual([before.is_first, before.has_lists], [true, true]);
  await recite(database, "三原色");
  const after = await readToday(database, EVENING);
  assert.deepEqual([after.is_first, after.has_lists], [false, true]);
});

test("decks come in the order of their positions", async () => {
  const database = await withDeck();
  await storeDeckFile(database, deckFile({ 先: ["一", "二"] }, { slug: "before", position: -1 }));
  assert.equal((await readToday(database, EVENING)).fresh[0].name, "先");
});

test("the learner's own decks come before the library's", async () => {
  const database = await withDeck();
  const [deck_id, key_list_id] = [newId(), newId()];
  const changes = [
    ...newDeck(deck_id, { title: "我的", position: 9 }),
    ...newKeyList(key_list_id, { deck_id, name: "我的一组", ordered: true, position: 0 }),
    ...newItem(newId(), { key_list_id, text: "一", position: 0, source: null }),
  ];
  await editAll(database, changes, EVENING);
  assert.deepEqual(names((await readToday(database, EVENING)).fresh), [
    "我的一组",
    "三原色",
    "国旗底色",
  ]);
});

test("a new list that was begun today counts towards today's new lists, not tomorrow's", async () => {
  const database = await withDeck();
  await recite(database, "三原色");
  const today = await readToday(database, EVENING);
  assert.deepEqual(names(today.fresh), ["国旗底色", "黑白"]);
  assert.deepEqual(today.recited_today, { lists: 1, items: 3 });
  const tomorrow = await readToday(database, daysLater(1));
  assert.deepEqual(names(tomorrow.fresh), ["国旗底色", "黑白", "彩虹"]);
  assert.deepEqual(tomorrow.recited_today, { lists: 0, items: 0 });
});

test("a list known from before that is recited today takes nothing from today's new lists", async () => {
  const database = await withDeck();
  await recite(database, "三原色");
  await recite(database, "三原色", {}, daysLater(30));
  assert.equal((await readToday(database, daysLater(30))).fresh.length, 3);
});

test("the day begins at the rollover hour", async () => {
  const database = await withDeck();
  const beforeFour = { ...EVENING, now_ms: EVENING.now_ms + 7.9 * 3_600_000 };
  const afterFour = { ...EVENING, now_ms: EVENING.now_ms + 8 * 3_600_000 };
  assert.equal((await readToday(database, beforeFour)).study_day, TODAY);
  assert.equal((await readToday(database, afterFour)).study_day, TODAY + 1);
});

test("due lists come worst first, and leave when they are recited", async () => {
  const database = await withDeck();
  await recite(database, "三原色");
  await recite(database, "黑白", { 黑: 1, 白: 1 });
  const late = daysLater(60);
  const today = await readToday(database, late);
  assert.deepEqual(names(today.due), ["黑白", "三原色"]);
  const recalls = today.due.map(({ retrievability }) => retrievability ?? 1);
  assert.ok(recalls[0] < recalls[1] && recalls[1] < 0.85);
  await recite(database, "黑白", {}, late);
  assert.deepEqual(names((await readToday(database, late)).due), ["三原色"]);
});

test("a list left midway stands first, so that it is finished", async () => {
  const database = await withDeck();
  await recite(database, "黑白", { 黑: 1, 白: 1 });
  const late = daysLater(60);
  await markNow(database, await beginList(database, "彩虹", { moment: late }), 3, late);
  const today = await readToday(database, late);
  assert.deepEqual(names(today.due), ["彩虹", "黑白"]);
  assert.ok(!names(today.fresh).includes("彩虹"));
});

test("a list that was only looked at is still new", async () => {
  const database = await withDeck();
  await beginList(database, "三原色");
  const today = await readToday(database, EVENING);
  assert.deepEqual([today.due_count, today.fresh[0].name], [0, "三原色"]);
});

test("tomorrow's forecast is what is due tomorrow, once today is done", async () => {
  const database = await withDeck();
  await recite(database, "彩虹", { 一红: 1 });
  const [{ due_day }] = await rows(database, "schedules");
  const dayBefore = daysLater(due_day - TODAY - 1);
  const { tomorrow, due_count } = await readToday(database, dayBefore);
  assert.equal(due_count, 0);
  assert.equal(tomorrow.due, 1);
  assert.ok(tomorrow.minutes >= 1);
  assert.equal((await readToday(database, daysLater(due_day - TODAY))).due_count, 1);
});

test("an overview tells each item's memory, in order", async () => {
  const database = await withDeck();
  await recite(database, "三原色");
  const late = daysLater(10);
  const all = await readOverviews(database, late);
  assert.deepEqual(names(all), Object.keys(COLOURS));
  const [known, fresh] = all;
  assert.deepEqual(
    known.items.map(({ text }) => text),
    COLOURS.三原色,
  );
  const product = known.items.reduce((sum, { retrievability }) => sum * (retrievability ?? 0), 1);
  assert.ok(Math.abs(product - (known.retrievability ?? 0)) < 1e-12);
  assert.equal(known.deck_title, "卡组 colours");
  assert.deepEqual(
    [fresh.due_day, fresh.retrievability, fresh.items[0].stability],
    [null, null, null],
  );
});

test("many due lists are all ranked and counted, and the worst are shown", async () => {
  const database = await freshDatabase();
  const lists = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`单${n}`, ["甲", "乙"]]));
  await storeDeckFile(database, deckFile(lists));
  for (const name of Object.keys(lists)) {
    await recite(database, name, name === "单50" ? { 甲: 1, 乙: 1 } : {});
  }
  const today = await readToday(database, daysLater(200));
  assert.equal(today.due_count, 90);
  assert.equal(today.due.length, DUE_SHOWN);
  assert.equal(today.due[0].name, "单50");
  assert.equal(today.due[0].key_list_id, await listNamed(database, "单50"));
  const shownOnly = today.due.length * 9;
  assert.ok(today.minutes > shownOnly / 60, "the minutes are those of all");
});
