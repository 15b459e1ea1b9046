// What a new device begins with. The server is played; what it answers is tested with the real one
// in tests/server/sync/test_snapshot.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeMeta } from "../../../static/src/db/meta.js";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId } from "../../../static/src/lib/ids.js";
import { rebuildIfNeeded, requestRebuild } from "../../../static/src/study/rebuild.js";
import { readToday } from "../../../static/src/study/today.js";
import { APPLY_STORES, applyAnswer } from "../../../static/src/sync/apply-answer.js";
import { beginWithSnapshot, endSnapshot } from "../../../static/src/sync/snapshot.js";
import { freshDatabase, rows } from "../db/fresh.js";
import { EVENING, reviewEvent, TODAY } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { recite } from "../study/reciting.js";

/** A device with a deck that has just signed in, and a server with so many states of its items. */
async function newDevice({ status = 200, states = undefined } = {}) {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  await database.write(["meta"], (tx) => writeMeta(tx, "account", { account_id: "a" }));
  const items = await rows(database, "items");
  const given = states ?? items.slice(0, 3).map((item) => stateOf(item.card_id));
  const body = status === 200 ? { states: given } : { error: { code: "not_found", message: "" } };
  const headers = { "content-type": "application/json" };
  const fetch = async () => new Response(JSON.stringify(body), { status, headers });
  const client = { database, fetch, now: () => EVENING.now_ms, device_name: () => "new" };
  return { database, client, items };
}

/** Twenty days after a review with a stability of two. @param {string} card_id */
const stateOf = (card_id) => [card_id, 2, 5, TODAY - 20, 4, 1, 3];

test("what the server says is due can be recited at once, and nothing passes for new", async () => {
  const { database, client, items } = await newDevice();
  assert.equal(await beginWithSnapshot(client), true);
  const today = await readToday(database, EVENING);
  const lists = new Set(items.slice(0, 3).map(({ key_list_id }) => key_list_id));
  assert.deepEqual(new Set(today.due.map(({ key_list_id }) => key_list_id)), lists);
  assert.deepEqual(today.fresh, []);
});

test("its states wait for all events, and then give way to this device's own replay", async () => {
  const { database, client } = await newDevice();
  await beginWithSnapshot(client);
  await database.write(["meta"], (tx) => requestRebuild(tx, newId()));
  assert.equal(await rebuildIfNeeded(database), false);
  assert.equal((await rows(database, "memory_states")).length, 3);
  await endSnapshot(client);
  assert.equal(await rebuildIfNeeded(database), true);
  assert.deepEqual(await rows(database, "memory_states"), []); // no event came
  assert.equal((await readToday(database, EVENING)).fresh.length, 3);
});

test("without a snapshot its end asks for no rebuild", async () => {
  const { database, client } = await newDevice();
  await endSnapshot(client);
  assert.equal(await rebuildIfNeeded(database), false);
});

test("what was answered on this device keeps its own state", async () => {
  const { database, client, items } = await newDevice();
  await recite(database, "三原色");
  const own = await rows(database, "memory_states");
  const given = new Set(items.slice(0, 3).map(({ card_id }) => card_id));
  assert.ok(own.some(({ card_id }) => given.has(card_id)));
  await beginWithSnapshot(client);
  const after = new Map((await rows(database, "memory_states")).map((row) => [row.card_id, row]));
  for (const row of own) assert.deepEqual(after.get(row.card_id), row);
});

test("deleted lists, lists of deleted decks and unknown cards take no place from what can be recited", async () => {
  const strangers = Array.from({ length: 200 }, () => [newId(), 1, 5, TODAY - 900, 1, 0, 3]);
  const { database, client, items } = await newDevice({ states: [] });
  const states = [...strangers, stateOf(items[0].card_id)];
  client.fetch = async () => Response.json({ states });
  assert.equal(await beginWithSnapshot(client), true);
  const [row] = await rows(database, "memory_states");
  assert.equal(row.card_id, items[0].card_id);
});

test("what is deleted is not shown", async () => {
  for (const store of ["items", "key_lists", "decks"]) {
    const { database, client } = await newDevice();
    for (const row of await rows(database, store))
      await database.write([store], (tx) => tx.objectStore(store).put({ ...row, deleted: true }));
    await beginWithSnapshot(client);
    assert.deepEqual(await rows(database, "memory_states"), [], store);
  }
});

test("a page that comes while it stands leaves its states as they are, until all have come", async () => {
  const { database, client, items } = await newDevice();
  await beginWithSnapshot(client);
  const before = await rows(database, "memory_states");
  const old = reviewEvent({ card_id: items[0].card_id });
  const answer = {
    ...{ epoch: "e", server_now_ms: EVENING.now_ms, event_acks: [], edit_acks: [], edits: [] },
    ...{ events: [old], next_cursor: 1 },
  };
  const sent = { epoch: null, cursor: 0 };
  await database.write(APPLY_STORES, (tx) => applyAnswer(tx, sent, answer, EVENING.now_ms));
  assert.deepEqual(await rows(database, "memory_states"), before);
  await endSnapshot(client);
  assert.equal(await rebuildIfNeeded(database), true);
  const [row] = await rows(database, "memory_states");
  assert.deepEqual([row.card_id, row.review_count], [old.card_id, 1]);
});

test("an answer that comes after another learner has signed in is not theirs", async () => {
  const { database, client } = await newDevice();
  const { fetch } = client;
  client.fetch = async () => {
    await database.write(["meta"], (tx) => writeMeta(tx, "account", { account_id: "b" }));
    return fetch();
  };
  assert.equal(await beginWithSnapshot(client), false);
  assert.deepEqual(await rows(database, "memory_states"), []);
});

test("a server that gives none leaves everything as it is", async () => {
  for (const how of [{ status: 404 }, { states: /** @type {any} */ ("none") }]) {
    const { database, client } = await newDevice(how);
    assert.equal(await beginWithSnapshot(client), false);
    assert.deepEqual(await rows(database, "memory_states"), []);
    assert.equal((await readToday(database, EVENING)).fresh.length, 3);
  }
});

test("a snapshot of an account that is no longer signed in stands for nothing", async () => {
  const { database, client } = await newDevice();
  await beginWithSnapshot(client);
  await database.write(["meta"], async (tx) => {
    await writeMeta(tx, "account", null);
    await requestRebuild(tx, newId());
  });
  assert.equal(await rebuildIfNeeded(database), true);
});
