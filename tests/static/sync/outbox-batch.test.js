import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../static/src/db/open.js";
import { queueEdit, queueEvent } from "../../../static/src/db/outbox.js";
import { newId } from "../../../static/src/lib/ids.js";
import { keepAsRejected } from "../../../static/src/sync/apply-ack.js";
import { countOutbox, readBatch } from "../../../static/src/sync/outbox-batch.js";

const STORES = ["outbox", "events", "registers"];

/** A database in which so many events and edits wait, the events queued in disorder. */
async function withWaiting({ events, edits, padding = "" }) {
  const database = await openDatabase(`batch-${newId()}`);
  await database.write(STORES, async (tx) => {
    for (let dev_seq = events; dev_seq >= 1; dev_seq -= 1) {
      const event = { event_id: newId(), dev_seq, padding, seq: 9, received_at_ms: 9 };
      await tx.objectStore("events").put(event);
      await queueEvent(tx, event, 0);
    }
    for (let at = 1; at <= edits; at += 1) {
      const hlc = `00000000000000${at}-00000`;
      const edit = { op_id: newId(), record_id: newId(), field: "text", value: padding, hlc };
      await tx.objectStore("registers").put({ ...edit, seq: 9 });
      await queueEdit(tx, edit, 0);
    }
  });
  return (limits) => database.read(STORES, (tx) => readBatch(tx, { bytes: 1e6, ...limits }));
}

const sizes = ({ events, edits }) => [events.length, edits.length];

test("events go in the order of their making, without what the server gives", async () => {
  const read = await withWaiting({ events: 12, edits: 0 });
  const { events } = await read({ rows: 11 });
  assert.deepEqual(
    events.map((event) => event.dev_seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
  assert.ok(events.every((event) => !("seq" in event) && !("received_at_ms" in event)));
});

test("events and edits share the rows of a request", async () => {
  const read = await withWaiting({ events: 3, edits: 5 });
  assert.deepEqual(sizes(await read({ rows: 500 })), [3, 5]);
  assert.deepEqual(sizes(await read({ rows: 5 })), [3, 2]);
  assert.deepEqual(sizes(await read({ rows: 3 })), [3, 0]);
  assert.deepEqual(sizes(await read({ rows: 1 })), [1, 0]);
});

test("a request stays within its bytes of UTF-8, and one row always goes", async () => {
  const read = await withWaiting({ events: 2, edits: 3, padding: "字".repeat(100) });
  assert.deepEqual(sizes(await read({ rows: 500, bytes: 450 })), [1, 0]);
  assert.deepEqual(sizes(await read({ rows: 500, bytes: 1_300 })), [2, 1]);
  assert.deepEqual(sizes(await read({ rows: 500, bytes: 1 })), [1, 0]);
});

test("a rejected row is counted by itself and not sent", async () => {
  const database = await openDatabase(`batch-${newId()}`);
  const event = { event_id: newId(), dev_seq: 1 };
  await database.write(STORES, async (tx) => {
    await tx.objectStore("events").put(event);
    await queueEvent(tx, event, 0);
    await keepAsRejected(tx, await tx.objectStore("outbox").get(event.event_id), {}, 5);
  });
  await database.read(STORES, async (tx) => {
    assert.deepEqual(await countOutbox(tx), { waiting: 0, rejected: 1 });
    assert.deepEqual(await readBatch(tx, { rows: 9, bytes: 1e6 }), { events: [], edits: [] });
  });
});
