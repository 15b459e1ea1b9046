// @ts-check
// A draft against a deck that is there already: which of its lists were found again, and what of
// them the new text changes. Whatever is found again keeps its id, and with it its history. Pure.
import { isSure, keepSure } from "./draft.js";
import { likeness, pairUp, plain } from "./similar.js";
import { isSource, locate } from "./spans.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").DraftItem} DraftItem */
/** @typedef {import("./draft.js").DraftList} DraftList */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").KeyList} KeyList */
/** @typedef {import("../lib/types.js").Paragraph} Paragraph */

/**
 * @typedef {object} DeckContent
 * @property {import("../lib/types.js").Deck} deck
 * @property {import("../lib/types.js").Speech | null} speech
 * @property {Paragraph[]} paragraphs live ones, in order
 * @property {{key_list: KeyList, items: Item[]}[]} lists live ones, in order
 */

/** @typedef {"kept" | "changed" | "new"} Status */
/** @typedef {{key: string, item: Item | null, status: Status}} ComparedItem item: the one that is there */

/**
 * @typedef {object} ComparedList
 * @property {string} key of the draft's list
 * @property {KeyList | null} key_list that is there
 * @property {Status} status
 * @property {boolean} renamed the text now calls it otherwise
 * @property {ComparedItem[]} items in the draft's order
 * @property {Item[]} removed items that the text does not have any more
 */

/**
 * @typedef {object} Comparison
 * @property {ComparedList[]} lists of the draft, in its order
 * @property {{key_list: KeyList, items: Item[]}[]} standing lists that were not found, but whose items stand in the text
 * @property {{key_list: KeyList, items: Item[], gone: Item[]}[]} shrunk of these the ones of which the text has some items
 *   no more
 * @property {{key_list: KeyList, items: Item[]}[]} removed lists whose items the text had and has no more
 * @property {number} share of the deck's lists that the text has, 0 to 1
 */

/** Below this two lists are two lists. */
const SAME_LIST = 0.5;
/** Below this two items are two items. */
const SAME_ITEM = 0.5;
/** Of the lists of a deck so many must stand in a text that is its speech. */
export const SAME_SPEECH = 0.6;

/**
 * @param {DeckContent} content
 * @param {Draft} draft
 * @returns {Comparison}
 */
export function compareDeck(content, draft) {
  const pairs = pairLists(draft.lists, content.lists);
  const lists = draft.lists.map((list) =>
    compareList(list, pairs.get(list) ?? null, content, draft),
  );
  const paired = new Set(pairs.values());
  const others = content.lists.filter((list) => !paired.has(list));
  const stands = (/** @type {{items: Item[]}} */ { items }) => standsIn(items, draft.paragraphs);
  const standing = others.filter(stands);
  const removed = others.filter(
    (list) => !stands(list) && list.items.some(({ source }) => isSource(source)),
  );
  const share = content.lists.length ? (paired.size + standing.length) / content.lists.length : 0;
  const shrunk = standing.flatMap((list) => {
    const gone = list.items.filter((item) => isGone(item, draft.paragraphs));
    return gone.length > 0 ? [{ ...list, gone }] : [];
  });
  return { lists, standing, shrunk, removed, share };
}

/**
 * The deck whose speech this is, if one is.
 * @param {DeckContent[]} contents
 * @param {Draft} draft
 * @returns {string | null} its id
 */
export function deckOfSpeech(contents, draft) {
  const scored = contents
    .filter(({ lists }) => lists.length > 1)
    .map((content) => ({ id: content.deck.id, share: compareDeck(content, draft).share }))
    .sort((a, b) => b.share - a.share);
  return scored[0]?.share >= SAME_SPEECH ? scored[0].id : null;
}

/**
 * The draft for the deck that takes it. What was in the deck already is not made again; lists that
 * the deck leaves out stay out, unless its speech has changed since.
 * @param {Draft} draft
 * @param {DeckContent | null} content null: a new deck
 * @returns {Draft}
 */
export function aimAt(draft, content) {
  if (!content) return { ...keepSure(draft), deck_id: null, removed: [], refused: [] };
  const { lists, removed } = compareDeck(content, draft);
  const statusOf = new Map(lists.map(({ key, status }) => [key, status]));
  const stood = leftOut(content.paragraphs);
  const keeps = (/** @type {DraftList} */ list) =>
    statusOf.get(list.key) !== "new" ||
    (content.speech !== null && isSure(list) && !list.items.every(stood));
  return {
    ...draft,
    lists: draft.lists.map((list) => ({ ...list, keep: keeps(list) })),
    deck_id: content.deck.id,
    removed: removed.map(({ key_list }) => key_list.id),
    refused: [],
  };
}

/**
 * What stood in the text before and is not in the deck, the learner has left out or deleted: it is
 * not brought back.
 * @param {Paragraph[]} before
 * @returns {(item: DraftItem) => boolean}
 */
const leftOut = (before) => (item) => before.some(({ text }) => text.includes(item.text));

/**
 * Lists are compared only when they share an item or a name, so that large decks cost little.
 * @param {DraftList[]} found
 * @param {DeckContent["lists"]} held
 */
function pairLists(found, held) {
  const wordsOf = new Map(held.map((list) => [list, new Set(heldWords(list))]));
  return pairUp(
    found,
    held,
    (one, other) => {
      const words = /** @type {Set<string>} */ (wordsOf.get(other));
      const exact = one.items.filter(({ text }) => words.has(plain(text))).length;
      const named = plain(one.name) === plain(other.key_list.name);
      if (exact === 0 && !named) return 0;
      const longer = Math.max(one.items.length, other.items.length, 1);
      const alike = exact === longer ? longer : alikeItems(one.items, other.items);
      return 0.8 * (alike / longer) + 0.2 * Number(named);
    },
    SAME_LIST,
  );
}

/** @param {{key_list: KeyList, items: Item[]}} list */
const heldWords = ({ items }) => items.flatMap((item) => wordsOf(item).map(plain));

/** An item is known by what it says, and by what the text said when it came. @param {Item} item */
const wordsOf = (item) => (isSource(item.source) ? [item.text, item.source.text] : [item.text]);

/** @param {DraftItem} one @param {Item} other */
const likenessOf = (one, other) =>
  Math.max(...wordsOf(other).map((words) => likeness(one.text, words)));

/** @param {DraftItem[]} found @param {Item[]} held @returns {number} the likenesses of the pairs, together */
function alikeItems(found, held) {
  const pairs = [...pairUp(found, held, likenessOf, SAME_ITEM)];
  return pairs.reduce((sum, [one, other]) => sum + likenessOf(one, other), 0);
}

/**
 * @param {DraftList} list
 * @param {{key_list: KeyList, items: Item[]} | null} held
 * @param {DeckContent} content
 * @param {Draft} draft
 * @returns {ComparedList}
 */
function compareList(list, held, content, draft) {
  if (!held) {
    const items = list.items.map(({ key }) => ({
      key,
      item: null,
      status: /** @type {Status} */ ("new"),
    }));
    return { key: list.key, key_list: null, status: "new", renamed: false, items, removed: [] };
  }
  // Made by hand or curated: the text says where it stands, not how it is worded.
  const isFromText = held.items.some(({ source }) => isSource(source));
  const pairs = pairUp(list.items, held.items, likenessOf, SAME_ITEM);
  const stood = leftOut(content.paragraphs);
  const items = list.items
    .filter((one) => pairs.has(one) || !stood(one))
    .map((one) => compareItem(one, pairs.get(one) ?? null));
  const paired = new Set(pairs.values());
  const removed = held.items.filter((item) => isSource(item.source) && !paired.has(item));
  const renamed = isFromText && isRenamed(list, held.key_list, content.paragraphs, draft);
  const status =
    isFromText && (renamed || removed.length > 0 || items.some((each) => each.status !== "kept"));
  return {
    ...{ key: list.key, key_list: held.key_list, renamed },
    status: status ? "changed" : "kept",
    items: isFromText ? items : items.filter(({ item }) => item),
    removed: isFromText ? removed : [],
  };
}

/**
 * The learner's wording stays, unless it was the text's and the text has changed.
 * @param {DraftItem} one
 * @param {Item | null} item
 * @returns {ComparedItem}
 */
function compareItem(one, item) {
  if (!item) return { key: one.key, item, status: "new" };
  const wasTheText = isSource(item.source) && plain(item.source.text) === plain(item.text);
  const isSame = wordsOf(item).some((words) => plain(words) === plain(one.text));
  return { key: one.key, item, status: wasTheText && !isSame ? "changed" : "kept" };
}

/**
 * @param {DraftList} list
 * @param {KeyList} held
 * @param {Paragraph[]} before
 * @param {Draft} draft
 */
function isRenamed(list, held, before, draft) {
  const stood = before.some(({ text }) => text.includes(held.name));
  const stands = draft.paragraphs.some((text) => text.includes(held.name));
  return stood && !stands && !list.name_derived && list.name !== held.name;
}

/** The text had it, and neither its words nor the learner's are in it now. @param {Item} item @param {string[]} paragraphs */
const isGone = (item, paragraphs) =>
  isSource(item.source) &&
  !wordsOf(item).some((words) => paragraphs.some((text) => text.includes(words)));

/** @param {Item[]} items @param {string[]} paragraphs */
export function standsIn(items, paragraphs) {
  const text = paragraphs.join("\n");
  const found = items.filter((item) => wordsOf(item).some((words) => text.includes(words)));
  return items.length > 0 && found.length / items.length >= SAME_SPEECH;
}

/**
 * Where the items of a list stand that was not found: each after the one before, if it can be.
 * @param {Item[]} items
 * @param {{id: string, text: string}[]} paragraphs
 * @returns {Map<Item, import("./spans.js").Place>}
 */
export function placesOf(items, paragraphs) {
  const places = new Map();
  let last = paragraphs[0]?.id ?? "";
  for (const item of items) {
    const sought = { paragraph_id: last, start: 0, end: 0, text: item.text };
    const place = locate(item.source, paragraphs) ?? locate(sought, paragraphs);
    if (!place) continue;
    places.set(item, place);
    last = paragraphs[place.index].id;
  }
  return places;
}
