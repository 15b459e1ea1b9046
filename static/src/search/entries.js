// @ts-check
// What can be found: names of live lists, their items, and the paragraphs of their speeches.
import { readContents } from "../speeches/content.js";

/** @typedef {import("./search.js").Entry} Entry */

/**
 * @param {import("../db/open.js").Transaction} tx over SPEECH_STORES
 * @returns {Promise<Entry[]>} in the order of decks, lists and items
 */
export async function readEntries(tx) {
  const contents = await readContents(tx);
  return contents.flatMap(({ deck, speech, paragraphs, lists }) => [
    ...lists.flatMap((list) => entriesOfList(deck.title, list)),
    ...paragraphs.map(({ id, text }) => ({
      ...{ kind: /** @type {const} */ ("speech"), id, deck_id: deck.id, key_list_id: "" },
      ...{ text, within: speech?.title ?? deck.title },
    })),
  ]);
}

/**
 * @param {string} title
 * @param {{key_list: import("../lib/types.js").KeyList, items: import("../lib/types.js").Item[]}} list
 * @returns {Entry[]}
 */
function entriesOfList(title, { key_list, items }) {
  const { id, deck_id, name } = key_list;
  return [
    { kind: "list", id, deck_id, key_list_id: id, text: name, within: title },
    ...items.map((item) => ({
      ...{ kind: /** @type {const} */ ("item"), id: item.id, deck_id, key_list_id: id },
      ...{ text: item.text, within: name },
    })),
  ];
}
