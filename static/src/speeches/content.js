// @ts-check
// Reading decks together with their speeches.
import { inOrder } from "../decks/positions.js";
import { liveItems, readLiveDecks } from "../decks/read.js";
import { groupBy } from "../lib/group.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("./compare.js").DeckContent} DeckContent */
/** @typedef {import("../lib/types.js").Paragraph} Paragraph */
/** @typedef {import("../lib/types.js").Speech} Speech */

/** What these read. */
export const SPEECH_STORES = ["decks", "key_lists", "items", "speeches", "paragraphs"];

/** @param {Transaction} tx over SPEECH_STORES @returns {Promise<DeckContent[]>} live decks, in order */
export async function readContents(tx) {
  const [decks, key_lists, items, speeches, paragraphs] = await Promise.all([
    readLiveDecks(tx),
    tx.objectStore("key_lists").getAll(),
    tx.objectStore("items").getAll(),
    tx.objectStore("speeches").getAll(),
    tx.objectStore("paragraphs").getAll(),
  ]);
  const listsOf = groupBy(live(key_lists), ({ deck_id }) => deck_id);
  const itemsOf = groupBy(items, ({ key_list_id }) => key_list_id);
  const paragraphsOf = groupBy(live(paragraphs), ({ speech_id }) => speech_id);
  return decks.map((deck) => {
    const speech = live(speeches).find(({ deck_id }) => deck_id === deck.id) ?? null;
    return {
      deck,
      speech,
      paragraphs: inOrder(speech ? (paragraphsOf.get(speech.id) ?? []) : []),
      lists: inOrder(listsOf.get(deck.id) ?? []).map((key_list) => ({
        key_list,
        items: liveItems(itemsOf.get(key_list.id) ?? []),
      })),
    };
  });
}

/**
 * @param {Transaction} tx over SPEECH_STORES
 * @param {string} deck_id
 * @returns {Promise<DeckContent | null>} null: not here, or deleted
 */
export async function readContent(tx, deck_id) {
  const contents = await readContents(tx);
  return contents.find(({ deck }) => deck.id === deck_id) ?? null;
}

/** @template {{deleted: boolean}} T @param {T[]} rows @returns {T[]} */
const live = (rows) => rows.filter(({ deleted }) => !deleted);
