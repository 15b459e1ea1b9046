// @ts-check
// What an answer of the server changes here, all of it in one transaction: the acknowledgements,
// the page of rows with what is derived from them, and the cursor that stands behind that page.
import { mergeEvents } from "../db/events.js";
import { isLater, putRegister, readRegister } from "../db/registers.js";
import { snapshotStands } from "../db/snapshot.js";
import { applyEdits, EDIT_STORES } from "../decks/edits.js";
import { newId } from "../lib/ids.js";
import { requestRebuild } from "../study/rebuild.js";
import { applyEditAck, applyEventAck } from "./apply-ack.js";
import { addToDigest } from "./digest.js";
import { countOutbox } from "./outbox-batch.js";
import { changePosition, readPosition } from "./position.js";

/**
 * @typedef {import("../db/open.js").Transaction} Transaction
 * @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent
 * @typedef {import("../lib/types.js").Edit} Edit
 */

/**
 * @typedef {object} Applied what the answer did
 * @property {ReviewEvent[]} pulled events that were not on this device
 * @property {ReviewEvent[]} pushed events that the server has now taken
 * @property {Edit[]} edits_won over what this device had
 * @property {number} settled outbox rows that no longer wait
 * @property {boolean} forked another device uses our id and numbers
 * @property {Set<string>} touched_cards whose replay may have changed
 * @property {number} waiting outbox rows left
 * @property {boolean} stands the page came for where this device still stands
 * @property {import("./digest.js").Digest} held see Position
 */

/** Everything that applying an answer reads or writes. */
export const APPLY_STORES = EDIT_STORES;

/** From so many cards on, rebuilding everything in chunks afterwards is quicker and blocks less. */
const MANY_CARDS = 200;

/**
 * @param {Transaction} tx over APPLY_STORES, to write
 * @param {{epoch: string | null, cursor: number}} sent where the request stood
 * @param {any} answer of POST /api/sync with outcome "ok"
 * @param {number} now_ms by this device's clock
 * @returns {Promise<Applied>}
 */
export async function applyAnswer(tx, sent, answer, now_ms) {
  const applied = newApplied(await readPosition(tx));
  for (const ack of answer.event_acks) await applyEventAck(tx, ack, applied, now_ms);
  for (const ack of answer.edit_acks) await applyEditAck(tx, ack, applied, now_ms);
  await takeEvents(tx, answer.events, applied);
  await takeEdits(tx, answer.edits, applied);
  await rebuild(tx, applied, answer.server_now_ms);
  applied.stands = await movePosition(tx, sent, answer, applied.held, now_ms);
  applied.waiting = (await countOutbox(tx)).waiting;
  return applied;
}

/** @param {{held: import("./digest.js").Digest}} position @returns {Applied} */
const newApplied = ({ held }) => ({
  pulled: [],
  pushed: [],
  edits_won: [],
  settled: 0,
  forked: false,
  touched_cards: new Set(),
  waiting: 0,
  stands: true,
  held,
});

/**
 * @param {Transaction} tx
 * @param {ReviewEvent[]} page
 * @param {Applied} applied changed in place
 */
async function takeEvents(tx, page, applied) {
  const { added, card_ids } = await mergeEvents(tx, page);
  const ids = added.map((event) => event.event_id);
  applied.pulled.push(...added);
  applied.held = addToDigest(applied.held, ids);
  for (const card_id of card_ids) applied.touched_cards.add(card_id);
}

/**
 * The registers are read here, inside the transaction: what the learner edited while the page was
 * on its way stays, if it is later.
 * @param {Transaction} tx
 * @param {Edit[]} page
 * @param {Applied} applied changed in place
 */
async function takeEdits(tx, page, applied) {
  for (const edit of page) {
    if (!isLater(edit, await readRegister(tx, edit.record_id, edit.field))) continue;
    await putRegister(tx, edit);
    applied.edits_won.push(edit);
  }
}

/**
 * @param {Transaction} tx
 * @param {Applied} applied
 * @param {number} server_now_ms bounds the clock values of others; our own clock may be a year off
 */
async function rebuild(tx, { edits_won, touched_cards }, server_now_ms) {
  // An event of a kind that a newer version made may have no card.
  const card_ids = [...touched_cards].filter((card_id) => typeof card_id === "string");
  // While a snapshot stands, a replay of the events that have come so far would know less than it.
  const isPutOff = card_ids.length > MANY_CARDS || (await snapshotStands(tx));
  if (isPutOff && card_ids.length > 0) await requestRebuild(tx, newId());
  await applyEdits(tx, edits_won, server_now_ms, isPutOff ? [] : card_ids);
}

/**
 * Only from where the request stood: when another tab has moved the cursor meanwhile, the rows
 * are taken (a second time changes nothing) and the cursor stays that tab's.
 * @param {Transaction} tx
 * @param {{epoch: string | null, cursor: number}} sent
 * @param {{epoch: string, next_cursor: number}} answer
 * @param {import("./digest.js").Digest} held
 * @param {number} now_ms
 * @returns {Promise<boolean>} whether it moved
 */
async function movePosition(tx, sent, { epoch, next_cursor }, held, now_ms) {
  const position = await readPosition(tx);
  const stands = position.cursor === sent.cursor && position.epoch === sent.epoch;
  const moved = stands ? { epoch, cursor: next_cursor } : {};
  await changePosition(tx, { ...moved, held, last_sync_at_ms: now_ms });
  return stands;
}
