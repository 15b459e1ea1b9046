// @ts-check
// What one acknowledgement changes. An outbox row leaves by its own one only.
import { isLater, putRegister, readRegister, restamp } from "../db/registers.js";
import { addToDigest } from "./digest.js";

/**
 * @typedef {import("../db/open.js").Transaction} Transaction
 * @typedef {import("../lib/types.js").OutboxRow} OutboxRow
 * @typedef {import("./apply-answer.js").Applied} Applied
 */

/** The code with which the server refuses an id that it knows with other content. */
const ID_REUSED = "event_id_reused";

/** @param {Transaction} tx @param {string} name @returns {any} */
const store = (tx, name) => tx.objectStore(name);

/**
 * @param {Transaction} tx over APPLY_STORES, to write
 * @param {any} ack of an event
 * @param {Applied} applied changed in place
 * @param {number} now_ms
 */
export async function applyEventAck(tx, ack, applied, now_ms) {
  const row = await store(tx, "outbox").get(ack.event_id);
  if (!row) {
    applied.settled += 1; // by another tab: all is done already
    return;
  }
  if (ack.outcome === "device_forked") {
    applied.forked = true;
    return;
  }
  applied.settled += 1;
  if (ack.outcome !== "rejected") {
    await store(tx, "outbox").delete(row.id);
    await takeWhatTheServerGave(tx, ack, applied);
  } else {
    await keepAsRejected(tx, row, ack, now_ms);
    if (ack.code !== ID_REUSED) return;
  }
  applied.held = addToDigest(applied.held, [row.id]);
}

/**
 * The effective time; and after this device was found to be a copy, the number under which the
 * event had arrived before.
 * @param {Transaction} tx
 * @param {any} ack
 * @param {Applied} applied changed in place
 */
async function takeWhatTheServerGave(tx, ack, applied) {
  const event = await store(tx, "events").get(ack.event_id);
  const { effective_at_ms, device_id = event.device_id, dev_seq = event.dev_seq } = ack;
  const given = { ...event, effective_at_ms, device_id, dev_seq };
  await store(tx, "events").put(given);
  // A duplicate without a time is one whose first answer was lost.
  const isNewThere = ack.outcome === "accepted" || event.effective_at_ms === undefined;
  if (isNewThere) applied.pushed.push(given);
  const before = event.effective_at_ms ?? event.occurred_at_ms;
  // With an honest clock nothing changes, and nothing has to be replayed.
  if (before !== effective_at_ms || device_id !== event.device_id || dev_seq !== event.dev_seq) {
    applied.touched_cards.add(event.card_id);
  }
}

/**
 * @param {Transaction} tx over APPLY_STORES, to write
 * @param {any} ack of an edit
 * @param {Applied} applied changed in place
 * @param {number} now_ms
 */
export async function applyEditAck(tx, ack, applied, now_ms) {
  // Also when a later edit of the field has taken the row's place meanwhile: nothing hangs here.
  applied.settled += 1;
  const row = await store(tx, "outbox").get(ack.op_id);
  if (!row) return;
  if (ack.outcome === "rejected") return keepAsRejected(tx, row, ack, now_ms);
  await store(tx, "outbox").delete(row.id);
  if (ack.outcome === "superseded") await takeWinner(tx, row, ack.winner, applied);
  else if (ack.hlc) await restamp(tx, { ...row, op_id: row.id, hlc: ack.hlc });
}

/**
 * @param {Transaction} tx
 * @param {any} row of the edit that lost
 * @param {import("../lib/types.js").Edit} winner
 * @param {Applied} applied changed in place
 */
async function takeWinner(tx, row, winner, applied) {
  const held = await readRegister(tx, row.record_id, row.field);
  // The server may have found the clock value of ours to be ahead, so the two are not compared.
  const isStillOurs = held?.op_id === row.id;
  if (!isStillOurs && !isLater(winner, held)) return;
  await putRegister(tx, winner);
  applied.edits_won.push(winner);
}

/**
 * What the server refuses stays here, is told to the learner, and is not sent again until
 * everything is. Batches are read from the index over `order`, so without it the row is not in one.
 * @param {Transaction} tx over "outbox", to write
 * @param {OutboxRow} row
 * @param {{code?: string, message?: string}} ack
 * @param {number} now_ms
 */
export async function keepAsRejected(tx, { order, ...row }, { code, message }, now_ms) {
  const rejected = { code: code ?? "rejected", message: message ?? "", at_ms: now_ms };
  await store(tx, "outbox").put({ ...row, rejected });
}

/**
 * Whether the server's set holds the event's id although the outbox has a row for it.
 * @param {any} row of the outbox
 */
export const isHeldByServer = (row) => row.rejected?.code === ID_REUSED;
