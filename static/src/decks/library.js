// @ts-check
// The decks that the server gives: fetched when their revision changed, kept as they came, and
// shown below the learner's edits.
import { readMeta, writeMeta } from "../db/meta.js";
import { putRows } from "../db/rows.js";
import { groupBy } from "../lib/group.js";
import { REBUILD_STORES, rebuildTouched } from "../study/rebuild.js";
import { requestJson } from "../sync/transport.js";
import { newTouched, touch } from "./edits.js";
import { effectiveRecord, STORE_OF } from "./records.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */
/** @typedef {import("./edits.js").Touched} Touched */
/** @typedef {import("./records.js").ContentKind} ContentKind */

/**
 * @typedef {object} DeckFile as GET /api/decks/{id} answers
 * @property {string} id
 * @property {string} revision
 * @property {any[]} key_lists
 */

/** @typedef {{kind: ContentKind, id: string, inFile: Record<string, any>}} FileRecord */

/** An answer that is JSON but no deck; it changes nothing here. */
export class NotADeck extends Error {
  name = "NotADeck";
  code = "not_a_deck";
}

const LIBRARY_STORES = [...REBUILD_STORES, "meta"];

/**
 * Bring the decks up to the server's. A deck that is missing from its answer stays: absence is no
 * deletion.
 * @param {Database} database
 * @param {typeof globalThis.fetch} fetch
 * @returns {Promise<boolean>} whether something changed
 * @throws {import("../sync/transport.js").OfflineError | import("../sync/transport.js").RefusedError}
 *   nothing changed, try again later
 */
export async function refreshLibrary(database, fetch) {
  const heads = await requestJson(fetch, "GET", "/api/decks");
  if (!Array.isArray(heads)) throw new NotADeck("GET /api/decks");
  const held = await database.read(["meta"], readRevisions);
  const changed = heads.filter(({ id, revision }) => held[id] !== revision);
  for (const { id } of changed) {
    const deck = await requestJson(fetch, "GET", `/api/decks/${encodeURIComponent(id)}`);
    await storeDeckFile(database, checked(deck, id));
  }
  return changed.length > 0;
}

/**
 * Put a deck file on this device: what it has is shown, what it had and has no more disappears
 * (its history stays), and what comes back finds its history.
 * @param {Database} database
 * @param {DeckFile} deck
 */
export async function storeDeckFile(database, deck) {
  await database.write(LIBRARY_STORES, async (tx) => {
    const name = `deck_file:${deck.id}`;
    const before = await readMeta(tx, name);
    const revisions = await readRevisions(tx);
    await writeMeta(tx, name, deck);
    await writeMeta(tx, "library", { ...revisions, [deck.id]: deck.revision });
    await showRecords(tx, recordsOf(deck), before ? recordsOf(before) : []);
  });
}

/**
 * Show all decks of files once more, below whatever the registers hold now (none after a sign-out).
 * @param {Transaction} tx over LIBRARY_STORES, to write
 */
export async function showDeckFiles(tx) {
  for (const deck_id of Object.keys(await readRevisions(tx))) {
    const records = recordsOf(await readMeta(tx, `deck_file:${deck_id}`));
    await showRecords(tx, records, records);
  }
}

/** @param {Transaction} tx over "meta" @returns {Promise<Record<string, string>>} by deck id */
const readRevisions = async (tx) => (await readMeta(tx, "library")) ?? {};

/**
 * @param {Transaction} tx
 * @param {FileRecord[]} after
 * @param {FileRecord[]} before
 */
async function showRecords(tx, after, before) {
  const registersOf = groupBy(await tx.objectStore("registers").getAll(), (each) => each.record_id);
  const staying = new Set(after.map(({ id }) => id));
  const removed = before.filter(({ id }) => !staying.has(id));
  const touched = newTouched();
  const changes = [...after, ...removed.map((each) => ({ ...each, inFile: undefined }))];
  // What neither a file nor an edit has brought is not here: on a first visit nothing is read.
  const mayBeHere = (/** @type {string} */ id) => before.length > 0 || registersOf.has(id);
  const shown = changes.map(async ({ kind, id, inFile }) => {
    const row = effectiveRecord(kind, id, inFile, registersOf.get(id) ?? []);
    const held = mayBeHere(id) ? await tx.objectStore(STORE_OF[kind]).get(id) : undefined;
    await showRecord(tx, kind, row, held, touched);
  });
  await Promise.all(shown);
  if ((await tx.objectStore("events").count()) > 0) await rebuildTouched(tx, touched);
}

/**
 * @param {Transaction} tx
 * @param {ContentKind} kind
 * @param {any} row null: shown no more
 * @param {any} before undefined: not shown yet
 * @param {Touched} touched filled
 */
async function showRecord(tx, kind, row, before, touched) {
  if (row) putRows(tx, STORE_OF[kind], [row]);
  else if (before) await /** @type {any} */ (tx.objectStore(STORE_OF[kind])).delete(before.id);
  if (before || row) await touch(tx, kind, before, row ?? undefined, touched);
}

/** @param {DeckFile} deck @returns {FileRecord[]} */
function recordsOf({ key_lists, ...deck }) {
  const lists = key_lists.flatMap(({ items, ...key_list }) => [
    record("key_list", { ...key_list, deck_id: deck.id }),
    ...items.map((/** @type {any} */ item) =>
      record("item", { ...item, key_list_id: key_list.id }),
    ),
  ]);
  return [record("deck", deck), ...lists];
}

/** @param {ContentKind} kind @param {any} inFile @returns {FileRecord} */
const record = (kind, inFile) => ({ kind, id: inFile.id, inFile });

/**
 * @param {any} deck
 * @param {string} id that was asked for
 * @returns {DeckFile}
 * @throws {NotADeck}
 */
function checked(deck, id) {
  const isDeck =
    deck?.id === id &&
    typeof deck.revision === "string" &&
    Array.isArray(deck.key_lists) &&
    deck.key_lists.every(
      (/** @type {any} */ list) =>
        typeof list?.id === "string" &&
        Array.isArray(list.items) &&
        list.items.every((/** @type {any} */ item) => typeof item?.id === "string"),
    );
  if (!isDeck) throw new NotADeck(`GET /api/decks/${id}`);
  return deck;
}
