// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { rebuildAll, rebuildIfNeeded, requestRebuild } from "../../../static/src/study/rebuild.js";
import { derived, freshDatabase, rows } from "../db/fresh.js";
import { reviewEvent } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { recite } from "./reciting.js";

async function studied() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  for (const name of Object.keys(COLOURS)) await recite(database, name);
  return database;
}

test("derived rows that were dropped or damaged come back from the events", async () => {
  const database = await studied();
  const before = await derived(database);
  await database.write(["memory_states", "schedules"], async (tx) => {
    await /** @type {any} */ (tx.objectStore("memory_states")).clear();
    const stale = { key_list_id: "ffffffff-ffff-4fff-8fff-ffffffffffff", due_day: 1 };
    await /** @type {any} */ (tx.objectStore("schedules")).put(stale);
  });
  await rebuildAll(database);
  assert.deepEqual(await derived(database), before);
});

test("events of cards that no list has yet are kept, with their memory", async () => {
  const database = await studied();
  const stray = reviewEvent({ card_id: "ffffffff-ffff-4fff-8fff-ffffffffffff" });
  await database.write(["events"], (tx) =>
    /** @type {any} */ (tx.objectStore("events")).put(stray),
  );
  await rebuildAll(database);
  const state = (await rows(database, "memory_states")).find(
    (row) => row.card_id === stray.card_id,
  );
  assert.equal(state.review_count, 1);
  assert.ok(!("key_list_id" in state));
});

test("a rebuild that was asked for is done once, also by the next start", async () => {
  const database = await studied();
  assert.equal(await rebuildIfNeeded(database), false);
  await database.write(["meta", "schedules"], async (tx) => {
    await requestRebuild(tx, "mark");
    await /** @type {any} */ (tx.objectStore("schedules")).clear();
  });
  assert.equal(await rebuildIfNeeded(database), true);
  assert.equal((await rows(database, "schedules")).length, 4);
  assert.equal(await rebuildIfNeeded(database), false);
});
