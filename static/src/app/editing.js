// @ts-check
// The verbs of editing. Every one works without a network, is on the disk when it resolves, and
// travels field by field with the next exchange.
import {
  changesOf,
  clearRenderings,
  newDeck,
  newItem,
  newKeyList,
  newQuestion,
} from "../decks/compose.js";
import { DELETED_STORES, readDeleted } from "../decks/deleted.js";
import { editAll } from "../decks/edits.js";
import { inOrder, lastPosition, moved } from "../decks/positions.js";
import { liveItems, readListContent, readListIds, readLiveDecks } from "../decks/read.js";
import { STORE_OF } from "../decks/records.js";
import { moment } from "../lib/clock.js";
import { newId } from "../lib/ids.js";
import { everythingChanged } from "./actions.js";
import { running } from "./running.js";

/** @typedef {import("../decks/records.js").ContentKind} ContentKind */
/** @typedef {import("../lib/types.js").Deck} Deck */
/** @typedef {import("../lib/types.js").KeyList} KeyList */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").Speech} Speech */

/** What must never be left empty. @type {Record<string, string>} */
const NAMED_BY = { deck: "title", key_list: "name", item: "text", speech: "title" };

/** A name or an item without a word in it. */
export class EmptyText extends Error {
  name = "EmptyText";
  code = "empty_text";
}

/** @returns {Promise<{deck: Deck, count: number, speech: Speech | null}[]>} with the number of their lists */
export const readDecks = () =>
  running().database.read(["decks", "key_lists", "speeches"], async (tx) => {
    const [decks, lists, speeches] = await Promise.all([
      readLiveDecks(tx),
      tx.objectStore("key_lists").getAll(),
      tx.objectStore("speeches").getAll(),
    ]);
    return decks.map((deck) => ({
      deck,
      count: lists.filter((list) => list.deck_id === deck.id && !list.deleted).length,
      speech: speeches.find((speech) => speech.deck_id === deck.id && !speech.deleted) ?? null,
    }));
  });

/**
 * @param {string} deck_id
 * @returns {Promise<{deck: Deck, key_lists: (KeyList & {count: number})[], speech: Speech | null} | null>} count: of the
 *   list's items
 */
export const readDeck = (deck_id) =>
  running().database.read(["decks", "key_lists", "items", "speeches"], async (tx) => {
    const [deck, lists, speeches] = await Promise.all([
      tx.objectStore("decks").get(deck_id),
      tx.objectStore("key_lists").index("deck_id").getAll(deck_id),
      tx.objectStore("speeches").index("deck_id").getAll(deck_id),
    ]);
    if (!deck || deck.deleted) return null;
    const items = tx.objectStore("items").index("key_list_id");
    const key_lists = await Promise.all(
      inOrder(lists.filter((list) => !list.deleted)).map(async (list) => ({
        ...list,
        count: liveItems(await items.getAll(list.id)).length,
      })),
    );
    return { deck, key_lists, speech: speeches.find((each) => !each.deleted) ?? null };
  });

/**
 * @param {string} deck_id
 * @returns {Promise<string | null>} the id of its first list that can be learnt and never was recited
 */
export const readFirstNew = (deck_id) =>
  running().database.read(["decks", "key_lists", "items", "schedules"], async (tx) => {
    for (const id of await readListIds(tx, deck_id)) {
      if (await tx.objectStore("schedules").getKey(id)) continue;
      const content = await readListContent(tx, id);
      if (content && content.items.length > 0) return id;
    }
    return null;
  });

/**
 * Change one field, unless it says that already; the English rendering of what it said goes.
 * @param {ContentKind} kind
 * @param {string} record_id
 * @param {string} field
 * @param {any} value
 * @returns {Promise<void>}
 * @throws {EmptyText}
 */
export async function editField(kind, record_id, field, value) {
  const said = typeof value === "string" ? value.trim() : value;
  if (said === "" && NAMED_BY[kind] === field) throw new EmptyText(field);
  const row = await readRow(kind, record_id);
  if (row && row[field] === said) return;
  await save([{ kind, record_id, field, value: said }, ...clearRenderings(kind, row, [field])]);
}

/** @param {ContentKind} kind @param {string} id */
export const deleteRecord = (kind, id) => editField(kind, id, "deleted", true);

/** @param {ContentKind} kind @param {string} id */
export const undeleteRecord = (kind, id) => editField(kind, id, "deleted", false);

/** @param {string} title @returns {Promise<string>} its id */
export async function addDeck(title) {
  const id = newId();
  const decks = await running().database.read(["decks"], readLiveDecks);
  await save(newDeck(id, { title: said(title), position: lastPosition(decks) }));
  return id;
}

/** @param {string} deck_id @param {string} name @returns {Promise<string>} its id */
export async function addKeyList(deck_id, name) {
  const id = newId();
  const position = lastPosition((await readDeck(deck_id))?.key_lists ?? []);
  await save(newKeyList(id, { deck_id, name: said(name), position }));
  return id;
}

/** @param {string} deck_id @param {{question: string, answer: string}} plain @returns {Promise<string>} */
export async function addQuestion(deck_id, { question, answer }) {
  const ids = { key_list_id: newId(), item_id: newId() };
  const position = lastPosition((await readDeck(deck_id))?.key_lists ?? []);
  const plain = { deck_id, question: said(question), answer: said(answer), position };
  await save(newQuestion(ids, plain));
  return ids.key_list_id;
}

/** @param {string} key_list_id @param {string} text @returns {Promise<string>} its id */
export async function addItem(key_list_id, text) {
  const id = newId();
  const position = lastPosition(await readItems(key_list_id));
  await save(newItem(id, { key_list_id, text: said(text), position }));
  return id;
}

/**
 * @param {"deck" | "key_list" | "item"} kind
 * @param {{id: string, position: number}[]} rows as shown, in order
 * @param {string} id
 * @param {number} to its new place, from 0
 */
export async function move(kind, rows, id, to) {
  const changes = moved(rows, id, to).map((row) =>
    changesOf(kind, row.id, { position: row.position }),
  );
  if (changes.length > 0) await save(changes.flat());
}

/** @returns {Promise<import("../decks/deleted.js").Deleted[]>} */
export const listDeleted = () => running().database.read(DELETED_STORES, readDeleted);

/** @param {string} key_list_id @returns {Promise<Item[]>} */
const readItems = (key_list_id) =>
  running().database.read(["items"], async (tx) =>
    liveItems(await tx.objectStore("items").index("key_list_id").getAll(key_list_id)),
  );

/** @param {ContentKind} kind @param {string} id @returns {Promise<any>} */
const readRow = (kind, id) =>
  running().database.read([STORE_OF[kind]], (tx) => tx.objectStore(STORE_OF[kind]).get(id));

/** @param {import("../decks/edits.js").Change[]} changes */
async function save(changes) {
  await editAll(running().database, changes, moment());
  await everythingChanged();
}

/** @param {string} text @returns {string} @throws {EmptyText} */
function said(text) {
  const words = text.trim();
  if (!words) throw new EmptyText();
  return words;
}
