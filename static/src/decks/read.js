// @ts-check
// Live content, in order. Nothing deleted leaves this file.
import { byPosition } from "./records.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Deck} Deck */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").KeyList} KeyList */

/** @typedef {{key_list: KeyList, deck: Deck, items: Item[]}} ListContent */

/** A list whose deck has not reached this device is shown all the same. @param {string} id @returns {Deck} */
const missingDeck = (id) => ({ id, title: "", title_en: "", position: 0, deleted: false });

/**
 * @param {Transaction} tx over "decks", "key_lists", "items"
 * @param {string} key_list_id
 * @returns {Promise<ListContent | null>} null: not on the device, or deleted
 */
export async function readListContent(tx, key_list_id) {
  const [key_list, items] = await Promise.all([
    tx.objectStore("key_lists").get(key_list_id),
    readLiveItems(tx, key_list_id),
  ]);
  if (!key_list || key_list.deleted) return null;
  const deck =
    (await tx.objectStore("decks").get(key_list.deck_id)) ?? missingDeck(key_list.deck_id);
  return deck.deleted ? null : { key_list, deck, items };
}

/** @param {Transaction} tx over "decks" @returns {Promise<Deck[]>} in order */
export const readLiveDecks = async (tx) =>
  (await tx.objectStore("decks").getAll()).filter((deck) => !deck.deleted).sort(byPosition);

/**
 * The ids of a deck's lists, in order; deleted ones too, because only keys are read.
 * @param {Transaction} tx over "key_lists"
 * @param {string} deck_id
 * @returns {Promise<string[]>}
 */
export async function readListIds(tx, deck_id) {
  // An array sorts after every number: all positions of this deck, and no other.
  const range = IDBKeyRange.bound([deck_id], [deck_id, []]);
  const keys = await tx.objectStore("key_lists").index("place").getAllKeys(range);
  return keys.map(String);
}

/** @param {Transaction} tx over "items" @param {string} key_list_id @returns {Promise<Item[]>} */
const readLiveItems = async (tx, key_list_id) =>
  liveItems(await tx.objectStore("items").index("key_list_id").getAll(key_list_id));

/** @param {Item[]} items @returns {Item[]} */
export const liveItems = (items) => items.filter((item) => !item.deleted).sort(byPosition);

/**
 * Every live list with its deck, in the order of decks and lists.
 * @param {Transaction} tx over "decks", "key_lists"
 * @returns {Promise<{key_list: KeyList, deck: Deck}[]>}
 */
export async function readLists(tx) {
  const [decks, key_lists] = await Promise.all([
    tx.objectStore("decks").getAll(),
    tx.objectStore("key_lists").getAll(),
  ]);
  const deckOf = new Map(decks.map((deck) => [deck.id, deck]));
  return key_lists
    .map((key_list) => ({
      key_list,
      deck: deckOf.get(key_list.deck_id) ?? missingDeck(key_list.deck_id),
    }))
    .filter(({ key_list, deck }) => !key_list.deleted && !deck.deleted)
    .sort((a, b) => byPosition(a.deck, b.deck) || byPosition(a.key_list, b.key_list));
}
