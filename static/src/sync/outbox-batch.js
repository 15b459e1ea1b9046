// @ts-check
// Choosing what one request pushes, and counting what waits.
import { readWaitingEdits, readWaitingEvents } from "../db/outbox.js";

/**
 * @typedef {import("../db/open.js").Transaction} Transaction
 * @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent
 * @typedef {import("../lib/types.js").Edit} Edit
 */

/**
 * @typedef {object} BatchLimits
 * @property {number} rows events and edits together
 * @property {number} bytes of their JSON in UTF-8
 */

/** What the server takes in one request, with room for the rest of the body. @type {BatchLimits} */
export const BATCH_LIMITS = { rows: 500, bytes: 1_500_000 };

const utf8 = new TextEncoder();

/**
 * Events come in the order of their making, because the server clamps each one's time by the one
 * before. A row that alone is larger than the limit still goes, alone.
 * @param {Transaction} tx over outbox, events, registers
 * @param {BatchLimits} limits
 * @returns {Promise<{events: Partial<ReviewEvent>[], edits: Partial<Edit>[]}>} as on the wire
 */
export async function readBatch(tx, limits) {
  const events = (await readWaitingEvents(tx, limits.rows)).map(wireEvent);
  // IndexedDB takes a count of 0 for no limit.
  const room = limits.rows - events.length;
  const edits = room > 0 ? (await readWaitingEdits(tx, room)).map(wireEdit) : [];
  const fitting = countFitting([...events, ...edits], limits.bytes);
  return {
    events: events.slice(0, fitting),
    edits: edits.slice(0, Math.max(0, fitting - events.length)),
  };
}

/**
 * @param {Transaction} tx over outbox
 * @returns {Promise<{waiting: number, rejected: number}>}
 */
export async function countOutbox(tx) {
  const outbox = tx.objectStore("outbox");
  // A rejected row has no `order`, so the index does not hold it.
  const waiting = await outbox.index("order").count();
  return { waiting, rejected: (await outbox.count()) - waiting };
}

/**
 * @param {object[]} rows
 * @param {number} bytes
 * @returns {number} how many of the first rows go in; at least one
 */
function countFitting(rows, bytes) {
  let left = bytes;
  const tooMany = rows.findIndex((row) => {
    left -= utf8.encode(JSON.stringify(row)).length;
    return left < 0;
  });
  return tooMany === -1 ? rows.length : Math.max(1, tooMany);
}

/**
 * The server gives `seq` and `received_at_ms` itself; `effective_at_ms` goes along, because a
 * server that was restored must not decide it a second time.
 * @param {ReviewEvent} event
 */
function wireEvent({ seq, received_at_ms, ...event }) {
  return event;
}

/** @param {Edit & {seq?: number}} register */
function wireEdit({ seq, ...edit }) {
  return edit;
}
