// @ts-check
// Edits: those of this device, and those that come from elsewhere. Both end in the same registers,
// the same effective records and the same rebuilt schedules, in one transaction.

import { isTooFarAhead, receive, tick } from "../db/hlc.js";
import { readMeta, writeMeta } from "../db/meta.js";
import { queueEdit } from "../db/outbox.js";
import { isLater, putRegister, readRegister, readRegisters } from "../db/registers.js";
import { groupBy } from "../lib/group.js";
import { newId } from "../lib/ids.js";
import {
  REBUILD_STORES,
  rebuildIfNeeded,
  rebuildTouched,
  requestRebuild,
} from "../study/rebuild.js";
import { editedRecord, effectiveRecord, isContent, STORE_OF } from "./records.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").RecordKind} RecordKind */

/** What a transaction that merges edits must span. */
export const EDIT_STORES = [...REBUILD_STORES, "speeches", "paragraphs", "meta", "outbox"];

/** @typedef {{kind: RecordKind, record_id: string, field: string, value: any}} Change one field of one record */

/**
 * Set one field of one record on this device.
 * @param {Database} database
 * @param {Change} change
 * @param {Moment} moment
 * @returns {Promise<Edit>} resolves when it is on the disk, and derived rows follow it
 */
export async function edit(database, change, moment) {
  const [saved] = await editAll(database, [change], moment);
  return saved;
}

/**
 * Set several fields, all or none of them.
 * @param {Database} database
 * @param {Change[]} changes of different fields
 * @param {Moment} moment
 * @param {(tx: Transaction) => Promise<void>} [also] what belongs in the same transaction
 * @returns {Promise<Edit[]>} in the order of the changes
 */
export async function editAll(database, changes, moment, also = async () => {}) {
  const operations = changes.map((change) => ({ ...change, op_id: newId() }));
  const saved = await database.write(EDIT_STORES, async (tx) => {
    const made = await writeEdits(tx, operations, moment);
    await also(tx);
    return made;
  });
  await rebuildIfNeeded(database);
  return saved;
}

/**
 * @param {Transaction} tx
 * @param {(Change & {op_id: string})[]} operations
 * @param {Moment} moment
 * @returns {Promise<Edit[]>}
 */
async function writeEdits(tx, operations, { now_ms }) {
  const [{ device_id }, last, held] = await Promise.all([
    readMeta(tx, "device"),
    readMeta(tx, "hlc"),
    Promise.all(operations.map(({ record_id, field }) => readRegister(tx, record_id, field))),
  ]);
  let stamp = last;
  const made = operations.map((operation, index) => {
    stamp = stampAfter(stamp, held[index], now_ms);
    return { ...operation, hlc: /** @type {string} */ (stamp), device_id };
  });
  if (made.length > 0) await writeMeta(tx, "hlc", stamp);
  await Promise.all(made.map((each) => queueEdit(tx, each, now_ms)));
  await mergeEdits(tx, made, now_ms);
  return made;
}

/**
 * The learner saw the value that the edit replaces, so it must come after it, whatever our clock
 * says. What else we remember counts only while it is not ahead of our clock: once a wrong clock
 * is set right, it leaves no trace.
 * @param {string | null} last
 * @param {Edit | undefined} held
 * @param {number} now_ms
 */
function stampAfter(last, held, now_ms) {
  const own = last && !isTooFarAhead(last, now_ms) ? last : null;
  const floor = held && (!own || held.hlc > own) ? held.hlc : own;
  return tick(floor, now_ms);
}

/**
 * Join edits from elsewhere: winners go to the registers, to what is shown, and to the schedules
 * that hang on it. Afterwards call `rebuildIfNeeded`.
 * @param {Transaction} tx over EDIT_STORES, to write
 * @param {Edit[]} edits
 * @param {number} now_ms
 * @returns {Promise<Edit[]>} those that won
 */
export async function mergeEdits(tx, edits, now_ms) {
  const winners = [];
  for (const each of edits) {
    if (!isLater(each, await readRegister(tx, each.record_id, each.field))) continue;
    await putRegister(tx, each);
    winners.push(each);
  }
  await applyEdits(tx, winners, now_ms);
  return winners;
}

/**
 * What follows when registers have taken edits (and the events of cards have changed): the records
 * that are shown, memory states, schedules, and what this device knows of other clocks. When
 * settings or parameters changed, a rebuild of everything is only noted: call `rebuildIfNeeded`
 * after the transaction.
 * @param {Transaction} tx over EDIT_STORES, to write
 * @param {Edit[]} winners already in their registers
 * @param {number} now_ms
 * @param {Iterable<string>} [card_ids] whose events changed in the same transaction
 */
export async function applyEdits(tx, winners, now_ms, card_ids = []) {
  await rememberHlc(tx, winners, now_ms);
  const touched = { ...newTouched(), card_ids: new Set(card_ids) };
  for (const [record_id, ofRecord] of groupBy(winners, (winner) => winner.record_id)) {
    await applyToRecord(tx, record_id, ofRecord, touched);
  }
  if (touched.everything) await requestRebuild(tx, newId());
  await rebuildTouched(tx, touched);
}

/** @typedef {{card_ids: Set<string>, key_list_ids: Set<string>, everything: boolean}} Touched */

/** @returns {Touched} */
export const newTouched = () => ({
  card_ids: new Set(),
  key_list_ids: new Set(),
  everything: false,
});

/** @param {Transaction} tx @param {Edit[]} winners @param {number} now_ms */
async function rememberHlc(tx, winners, now_ms) {
  const before = await readMeta(tx, "hlc");
  const after = winners.reduce((last, { hlc }) => receive(last, hlc, now_ms), before);
  if (after !== before) await writeMeta(tx, "hlc", after);
}

/**
 * @param {Transaction} tx
 * @param {string} record_id
 * @param {Edit[]} winners of this record
 * @param {Touched} touched filled
 */
async function applyToRecord(tx, record_id, winners, touched) {
  const { kind } = winners[0];
  if (!isContent(kind)) {
    touched.everything ||= winners.some(({ field }) => DECIDES_SCHEDULES.has(field));
    return;
  }
  const store = /** @type {any} */ (tx.objectStore(STORE_OF[kind]));
  const before = await store.get(record_id);
  const after = before
    ? editedRecord(kind, before, winners)
    : effectiveRecord(kind, record_id, undefined, await readRegisters(tx, record_id));
  if (!after) return;
  await store.put(after);
  await touch(tx, kind, before, after, touched);
}

/** The fields of settings and parameters on which every schedule hangs. */
const DECIDES_SCHEDULES = new Set(["desired_retention", "fitted"]);

/**
 * @param {Transaction} tx
 * @param {import("./records.js").ContentKind} kind
 * @param {any} before undefined: new
 * @param {any} after
 * @param {Touched} touched filled
 */
export async function touch(tx, kind, before, after, touched) {
  const decisive = ["deleted", "key_list_id", "deck_id"];
  if (before && after && decisive.every((field) => before[field] === after[field])) return;
  const { id, card_id } = before ?? after;
  if (kind === "item") touched.card_ids.add(card_id);
  if (kind === "key_list") touched.key_list_ids.add(id);
  if (kind === "deck") {
    const lists = await tx.objectStore("key_lists").index("deck_id").getAllKeys(id);
    for (const list of lists) touched.key_list_ids.add(String(list));
  }
}
