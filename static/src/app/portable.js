// @ts-check
// Everything of a learner as one JSON file, and back:
//
//   {"format": "jiyao", "version": 1, "exported_at_ms", "device_id",
//    "events": [review events as on the wire], "edits": [winning edits as on the wire]}
//
// The content of deck files is not in it: it comes from the library. Importing merges: a known event
// is skipped, an edit wins or loses by its stamp, unknown fields are kept, and what is new waits in
// the outbox for an account. A file with anything wrong in it changes nothing. Events are written
// in chunks: if the page dies between two, bringing the file in once more brings the rest.

import { addUnknownEvents } from "../db/events.js";
import { isTooFarAhead, tick } from "../db/hlc.js";
import { readMeta } from "../db/meta.js";
import { queueEdit, queueEvents } from "../db/outbox.js";
import { EDIT_STORES, mergeEdits } from "../decks/edits.js";
import { newId } from "../lib/ids.js";
import { rebuildIfNeeded, rebuildTouched, requestRebuild } from "../study/rebuild.js";
import { checkPortable, MAX_CHARACTERS, NotPortable } from "./portable-check.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {{format: string, version: number, exported_at_ms: number, device_id: string, events: ReviewEvent[], edits: Edit[]}} Portable */

/** Written in one transaction: a learner's answer may have to wait for it. */
const EVENTS_AT_ONCE = 2_000;

/** With more cards than this, rebuilding everything in chunks is kinder than one long transaction. */
const CARDS_AT_ONCE = 500;

/**
 * @param {Database} database
 * @param {Moment} moment
 * @returns {Promise<Portable>}
 */
export const exportEverything = (database, { now_ms }) =>
  database.read(["meta", "events", "registers"], async (tx) => {
    const [device, events, edits] = await Promise.all([
      readMeta(tx, "device"),
      tx.objectStore("events").getAll(),
      tx.objectStore("registers").getAll(),
    ]);
    const head = {
      format: "jiyao",
      version: 1,
      exported_at_ms: now_ms,
      device_id: device.device_id,
    };
    return { ...head, events: events.map(withoutSeq), edits: edits.map(withoutSeq) };
  });

/**
 * @param {Database} database
 * @param {string} text of the file
 * @param {Moment} moment
 * @param {(progress: Progress) => void} [onProgress] told before each chunk of a file that has several
 * @returns {Promise<{events: number, edits: number}>} how many were new
 * @throws {import("./portable-check.js").NotPortable} naming what is wrong
 */
export async function importEverything(database, text, moment, onProgress = () => {}) {
  const { events, edits } = checkPortable(text);
  let added = 0;
  for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
    if (events.length > EVENTS_AT_ONCE) onProgress({ done: at, all: events.length });
    const chunk = events.slice(at, at + EVENTS_AT_ONCE).map(withoutSeq);
    added += await database.write(EDIT_STORES, (tx) => importEvents(tx, chunk, moment));
  }
  const read = edits.map(withoutSeq);
  const won = await database.write(EDIT_STORES, (tx) => importEdits(tx, read, moment));
  await rebuildIfNeeded(database);
  return { events: added, edits: won };
}

/** @typedef {{done: number, all: number}} Progress reviews written, and reviews in the file */

/**
 * @param {Blob} file
 * @returns {Promise<string>}
 * @throws {NotPortable} too large to be read into memory
 */
export async function readFile(file) {
  if (file.size > MAX_CHARACTERS * 3) throw new NotPortable("too_large");
  return file.text();
}

/** @param {Transaction} tx @param {ReviewEvent[]} events @param {Moment} moment */
async function importEvents(tx, events, { now_ms }) {
  const { added, card_ids } = await addUnknownEvents(tx, events);
  queueEvents(tx, added, now_ms);
  await (card_ids.size > CARDS_AT_ONCE
    ? requestRebuild(tx, newId())
    : rebuildTouched(tx, { card_ids }));
  return added.length;
}

/**
 * @param {Transaction} tx
 * @param {Edit[]} edits
 * @param {Moment} moment
 */
async function importEdits(tx, edits, { now_ms }) {
  // With an account its server knows the time, and gives a stamp that is ahead of it another one.
  const isTimed = (await readMeta(tx, "account")) !== null;
  const stamped = isTimed ? edits : edits.map((edit) => honest(edit, now_ms));
  const won = await mergeEdits(tx, stamped, now_ms);
  await Promise.all(won.map((edit) => queueEdit(tx, edit, now_ms)));
  return won.length;
}

/** A stamp from the far future would win for ever. @param {Edit} edit @param {number} now_ms */
const honest = (edit, now_ms) =>
  isTooFarAhead(edit.hlc, now_ms) ? { ...edit, hlc: tick(null, now_ms) } : edit;

/**
 * `seq` belongs to one account on one server.
 * @template {object} T
 * @param {T} row
 * @returns {T}
 */
function withoutSeq(row) {
  const { seq, ...rest } = /** @type {any} */ (row);
  return rest;
}
