// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId } from "../../../static/src/lib/ids.js";
import { beginRecital, keepHint, NoSuchList } from "../../../static/src/study/begin.js";
import { currentPlace, hint, isFinished, reciteAll } from "../../../static/src/study/recital.js";
import { freshDatabase } from "../db/fresh.js";
import { daysLater, EVENING } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { beginList, markNow, recite, undoNow } from "./reciting.js";

async function withDeck() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  return database;
}

/** @param {import("../../../static/src/study/recital.js").Recital} recital */
const asked = ({ places }) => places.filter((place) => place.asked).map(({ item }) => item.text);

test("a list that was never recited is asked whole", async () => {
  const recital = await beginList(await withDeck(), "三原色");
  assert.deepEqual(asked(recital), COLOURS.三原色);
  assert.equal(recital.due_day, null);
});

test("later the weak items are asked and the strong ones shown; asking all is a choice", async () => {
  const database = await withDeck();
  const easily = Object.fromEntries(COLOURS.彩虹.map((text) => [text, 4]));
  await recite(database, "彩虹", { ...easily, 三黄: 1, 六蓝: 1 });
  const moment = daysLater(1);
  const recital = await beginList(database, "彩虹", { moment });
  assert.deepEqual(asked(recital), ["三黄", "六蓝"]);
  const all = await beginList(database, "彩虹", { moment, all: true });
  assert.deepEqual(asked(all), COLOURS.彩虹);
});

test("a recital left midway goes on where it was, with its undo", async () => {
  const database = await withDeck();
  let left = await beginList(database, "彩虹");
  for (const rating of /** @type {const} */ ([3, 1, 2]))
    left = await markNow(database, left, rating);
  left = await undoNow(database, left);
  const resumed = await beginList(database, "彩虹");
  assert.equal(resumed.recital_id, left.recital_id);
  assert.deepEqual(
    resumed.places.map(({ outcome }) => outcome),
    [3, 1, null, null, null, null, null],
  );
  assert.deepEqual(
    resumed.history.map(({ event_id }) => event_id),
    left.history.map(({ event_id }) => event_id),
  );
  assert.equal(resumed.due_day, left.due_day);
});

test("a recital left in its second round goes on there", async () => {
  const database = await withDeck();
  let left = await beginList(database, "三原色");
  for (const rating of /** @type {const} */ ([1, 1, 3, 3]))
    left = await markNow(database, left, rating);
  const resumed = await beginList(database, "三原色");
  assert.deepEqual([resumed.round, resumed.at], [2, 1]);
  assert.deepEqual(resumed.places, left.places);
});

test("reciting it all goes on from a second round as from a first: most was never asked", async () => {
  const database = await withDeck();
  const easily = Object.fromEntries(COLOURS.彩虹.map((text) => [text, 4]));
  await recite(database, "彩虹", { ...easily, 三黄: 1, 六蓝: 1 });
  const moment = daysLater(1);
  let left = await beginList(database, "彩虹", { moment });
  const [missed] = asked(left);
  left = await markNow(database, left, 1, moment);
  while (left.round === 1) left = await markNow(database, left, 3, moment);
  const all = await beginList(database, "彩虹", { moment, all: true });
  assert.equal(all.recital_id, left.recital_id);
  assert.equal(all.round, 1);
  assert.equal(all.places.find(({ first_outcome }) => first_outcome === 1)?.item.text, missed);
});

test("a hint that was taken is there after leaving, until the item is answered", async () => {
  for (const answers of [0, 2]) {
    const database = await withDeck();
    let left = await beginList(database, "彩虹");
    for (let n = 0; n < answers; n += 1) left = await markNow(database, left, 3);
    left = hint(left);
    await keepHint(database, left, EVENING);
    const resumed = await beginList(database, "彩虹");
    assert.equal(resumed.recital_id, left.recital_id);
    assert.deepEqual(resumed.places, left.places);
    const next = await markNow(database, resumed, 3);
    assert.equal(next.places[answers].outcome, 2);
    assert.equal(currentPlace(await beginList(database, "彩虹"))?.hinted, false);
  }
});

test("looking at another list does not displace the one left midway", async () => {
  const database = await withDeck();
  const left = await markNow(database, await beginList(database, "彩虹"), 3);
  await beginList(database, "黑白");
  assert.equal((await beginList(database, "彩虹")).recital_id, left.recital_id);
});

test("what was added by recite-it-all is still asked after leaving", async () => {
  const database = await withDeck();
  await recite(database, "彩虹", { 三黄: 1 });
  const moment = daysLater(1);
  const all = reciteAll(await beginList(database, "彩虹", { moment }));
  const left = await markNow(database, all, 3, moment);
  const resumed = await beginList(database, "彩虹", { moment });
  assert.deepEqual(
    resumed.places.map((place) => place.asked),
    left.places.map((place) => place.asked),
  );
});

test("marks made before recite-it-all and after it are all there after leaving", async () => {
  const easily = Object.fromEntries(COLOURS.彩虹.map((text) => [text, 4]));
  for (const ratings of /** @type {const} */ ([[3], [1], [1, 3]])) {
    const database = await withDeck();
    await recite(database, "彩虹", { ...easily, 三黄: 1, 六蓝: 1 });
    const moment = daysLater(1);
    let left = await beginList(database, "彩虹", { moment });
    assert.deepEqual(asked(left), ["三黄", "六蓝"]);
    for (const rating of ratings) left = await markNow(database, left, rating, moment);
    left = reciteAll(left);
    for (let n = 0; n < 4; n += 1) left = await markNow(database, left, 3, moment);
    const resumed = await beginList(database, "彩虹", { moment });
    assert.equal(resumed.recital_id, left.recital_id);
    assert.equal(resumed.at, left.at);
    assert.deepEqual(
      resumed.places.map(({ outcome }) => outcome),
      left.places.map(({ outcome }) => outcome),
    );
  }
});

test("a finished recital, another list and another day begin anew", async () => {
  const database = await withDeck();
  const finished = await recite(database, "黑白");
  assert.notEqual((await beginList(database, "黑白")).recital_id, finished.recital_id);
  const left = await markNow(database, await beginList(database, "彩虹"), 3);
  const nextDay = await beginList(database, "彩虹", { moment: daysLater(1) });
  assert.notEqual(nextDay.recital_id, left.recital_id);
  assert.ok(!isFinished(nextDay));
});

test("a list that is not here is refused by name", async () => {
  const database = await withDeck();
  const begun = beginRecital(database, newId(), { all: false, recital_id: newId() }, EVENING);
  await assert.rejects(
    begun,
    (error) => error instanceof NoSuchList && error.code === "no_such_list",
  );
});
