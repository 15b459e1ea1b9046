// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import {
  queueEdit,
  queueEvent,
  queueEverything,
  readWaitingEdits,
  readWaitingEvents,
} from "../../../static/src/db/outbox.js";
import { freshDatabase, rows } from "./fresh.js";
import { madeEdit, reviewEvent } from "./records.js";

const STORES = ["outbox", "events", "registers"];

test("events wait in the order of their making, whatever the clock did meanwhile", async () => {
  const database = await freshDatabase();
  const made = [3, 11, 2, 10, 1].map((dev_seq) => reviewEvent({ dev_seq }));
  await database.write(STORES, async (tx) => {
    for (const event of made) {
      await /** @type {any} */ (tx.objectStore("events")).put(event);
      await queueEvent(tx, event, 1000 - event.dev_seq);
    }
    await queueEdit(tx, madeEdit(), 0);
  });
  const waiting = await database.read(STORES, (tx) => readWaitingEvents(tx, 4));
  assert.deepEqual(
    waiting.map((event) => event.dev_seq),
    [1, 2, 3, 10],
  );
});

test("edits wait in the order of their stamps", async () => {
  const database = await freshDatabase();
  const hlcs = ["001766000000000-00002", "001766000000000-00010", "001766000000000-00001"];
  await database.write(STORES, async (tx) => {
    for (const edit of hlcs.map((hlc) => madeEdit({ hlc }))) {
      await /** @type {any} */ (tx.objectStore("registers")).put(edit);
      await queueEdit(tx, edit, 0);
    }
    await queueEvent(tx, reviewEvent(), 0);
  });
  const waiting = await database.read(STORES, (tx) => readWaitingEdits(tx, 500));
  assert.deepEqual(
    waiting.map((edit) => edit.hlc),
    hlcs.toSorted(),
  );
});

test("everything that is held can be queued again, once each", async () => {
  const database = await freshDatabase();
  const event = reviewEvent();
  const edit = madeEdit();
  await database.write(STORES, async (tx) => {
    await /** @type {any} */ (tx.objectStore("events")).put(event);
    await /** @type {any} */ (tx.objectStore("registers")).put(edit);
    await queueEverything(tx, 1);
    await queueEverything(tx, 2);
  });
  const ids = (await rows(database, "outbox")).map((row) => row.id);
  assert.deepEqual(ids.sort(), [event.event_id, edit.op_id].sort());
});
