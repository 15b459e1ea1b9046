// @ts-check
// What no server has acknowledged yet. A row is written with the thing itself, in one transaction,
// with or without an account, and leaves on its own acknowledgement (or when a later edit of the
// same field has replaced the operation that it names).

import { putRows } from "./rows.js";

/** @typedef {import("./open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").OutboxRow} OutboxRow */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("../lib/types.js").Edit} Edit */

/** @param {Transaction} tx @returns {any} */
const outbox = (tx) => tx.objectStore("outbox");

/** @param {ReviewEvent} event @param {number} now_ms @returns {OutboxRow} */
const eventRow = ({ event_id, dev_seq }, now_ms) => ({
  id: event_id,
  type: "event",
  order: dev_seq,
  queued_at_ms: now_ms,
});

/** @param {Edit} edit @param {number} now_ms @returns {OutboxRow} */
const editRow = ({ op_id, hlc, record_id, field }, now_ms) => ({
  id: op_id,
  type: "edit",
  order: hlc,
  queued_at_ms: now_ms,
  record_id,
  field,
});

/** @param {Transaction} tx over "outbox" @param {ReviewEvent} event @param {number} now_ms */
export const queueEvent = (tx, event, now_ms) => outbox(tx).put(eventRow(event, now_ms));

/** @param {Transaction} tx over "outbox" @param {ReviewEvent[]} events @param {number} now_ms */
export const queueEvents = (tx, events, now_ms) =>
  putRows(
    tx,
    "outbox",
    events.map((event) => eventRow(event, now_ms)),
  );

/** @param {Transaction} tx over "outbox" @param {Edit} edit @param {number} now_ms */
export const queueEdit = (tx, edit, now_ms) => outbox(tx).put(editRow(edit, now_ms));

/**
 * The oldest waiting events, in the order in which their device made them.
 * @param {Transaction} tx over "outbox", "events"
 * @param {number} limit
 * @returns {Promise<ReviewEvent[]>}
 */
export async function readWaitingEvents(tx, limit) {
  const rows = await readWaiting(tx, "event", limit);
  return Promise.all(rows.map((row) => tx.objectStore("events").get(row.id)));
}

/**
 * @param {Transaction} tx over "outbox", "registers"
 * @param {number} limit
 * @returns {Promise<Edit[]>} oldest first
 */
export async function readWaitingEdits(tx, limit) {
  const rows = await readWaiting(tx, "edit", limit);
  const registers = tx.objectStore("registers");
  return Promise.all(rows.map((row) => registers.get([row.record_id ?? "", row.field ?? ""])));
}

/** @param {Transaction} tx over "outbox" @param {string} id event_id or op_id */
export const removeFromOutbox = (tx, id) => outbox(tx).delete(id);

/**
 * Mark everything that this device holds as unsent (a server was restored, an account joined anew).
 * @param {Transaction} tx over "outbox", "events", "registers"
 * @param {number} now_ms
 */
export async function queueEverything(tx, now_ms) {
  const events = await tx.objectStore("events").getAll();
  const edits = await tx.objectStore("registers").getAll();
  queueEvents(tx, events, now_ms);
  putRows(
    tx,
    "outbox",
    edits.map((edit) => editRow(edit, now_ms)),
  );
}

/**
 * @param {Transaction} tx
 * @param {"event" | "edit"} type
 * @param {number} limit
 * @returns {Promise<OutboxRow[]>}
 */
function readWaiting(tx, type, limit) {
  // Numbers sort before strings and both before arrays: every order of this type, and no other.
  const range = IDBKeyRange.bound([type], [type, []]);
  return tx.objectStore("outbox").index("order").getAll(range, limit);
}
