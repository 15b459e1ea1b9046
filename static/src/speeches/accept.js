// @ts-check
// What accepting a draft changes: the deck and its lists, the speech and its paragraphs. Pure: ids
// are made by the caller's `newId`.
import { changesOf, clearRenderings, newDeck, newItem, newKeyList } from "../decks/compose.js";
import { lastPosition } from "../decks/positions.js";
import { placesOf } from "./compare.js";
import { acceptable } from "./draft.js";
import { pairParagraphs } from "./paragraphs.js";
import { divide, placeOf, slice, startsOf } from "./spans.js";

/** @typedef {import("../decks/edits.js").Change} Change */
/** @typedef {import("../lib/types.js").Source} Source */
/** @typedef {import("./compare.js").Comparison} Comparison */
/** @typedef {import("./compare.js").DeckContent} DeckContent */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {{id: string, text: string}} Kept a paragraph with its id */
/** @typedef {(start: number, end: number) => Source | null} SourceOf */

/**
 * @param {Draft} draft
 * @param {{content: DeckContent, comparison: Comparison} | null} target the deck that takes it; null: a new one
 * @param {{newId: () => string, deck_position: number, title: string}} given deck_position: of a new deck;
 *   title: for a speech that has none
 * @returns {{deck_id: string, changes: Change[]}}
 */
export function acceptDraft(draft, target, { newId, deck_position, title: fallback }) {
  const deck_id = target?.content.deck.id ?? newId();
  const title = draft.title.trim() || fallback;
  const speech_id = target?.content.speech?.id ?? newId();
  const speech = keepSpeech(draft, target?.content ?? null, { speech_id, deck_id, title, newId });
  const sourceOf = sourceFinder(draft.paragraphs, speech.kept);
  const changes = [
    ...(target ? [] : newDeck(deck_id, { title, position: deck_position })),
    ...speech.changes,
    ...(target
      ? joinLists(draft, target, sourceOf, speech.kept.flat(), newId)
      : makeLists(draft, deck_id, sourceOf, newId)),
  ];
  return { deck_id, changes };
}

/**
 * @param {Draft} draft
 * @param {DeckContent | null} content
 * @param {{speech_id: string, deck_id: string, title: string, newId: () => string}} given
 * @returns {{changes: Change[], kept: Kept[][]}} kept: for each paragraph of the draft its pieces
 */
function keepSpeech(draft, content, { speech_id, deck_id, title, newId }) {
  const pieces = draft.paragraphs.map((text) => divide(text));
  const texts = pieces.flat().map(({ text }) => text);
  const before = content?.paragraphs ?? [];
  const { paired, removed } = pairParagraphs(before, texts);
  const held = new Map(before.map((paragraph) => [paragraph.id, paragraph]));
  const kept = paired.map(({ id, text }) => ({ id: id ?? newId(), text }));
  const changes = kept.flatMap(({ id, text }, position) => {
    const row = held.get(id);
    if (!row) return changesOf("paragraph", id, { speech_id, text, position });
    return [
      ...(row.text === text ? [] : changesOf("paragraph", id, { text })),
      ...(row.position === position ? [] : changesOf("paragraph", id, { position })),
    ];
  });
  const gone = removed.flatMap(({ id }) => changesOf("paragraph", id, { deleted: true }));
  const head = content?.speech
    ? changesOf("speech", speech_id, content.speech.title === title ? {} : { title })
    : changesOf("speech", speech_id, { deck_id, title, position: 0 });
  const rest = [...kept];
  const grouped = pieces.map((ofParagraph) => rest.splice(0, ofParagraph.length));
  return { changes: [...head, ...changes, ...gone], kept: grouped };
}

/**
 * @param {string[]} paragraphs
 * @param {Kept[][]} kept
 * @returns {SourceOf}
 */
function sourceFinder(paragraphs, kept) {
  const starts = startsOf(paragraphs);
  const pieces = paragraphs.map((text) => divide(text));
  return (start, end) => {
    if (end <= start) return null;
    const place = placeOf(paragraphs, start, end, starts);
    const at = pieces[place.index].findLastIndex((piece) => piece.start <= place.start);
    const piece = pieces[place.index][at];
    const [from, to] = [place.start - piece.start, place.end - piece.start];
    const text = slice(piece.text, from, to);
    if (!text) return null;
    const { id } = kept[place.index][at];
    return { paragraph_id: id, start: from, end: from + [...text].length, text };
  };
}

/** @param {Draft} draft @param {string} deck_id @param {SourceOf} sourceOf @param {() => string} newId */
const makeLists = (draft, deck_id, sourceOf, newId) =>
  acceptable(draft).flatMap((list, position) => makeList(list, deck_id, position, sourceOf, newId));

/**
 * @param {import("./draft.js").DraftList} list
 * @param {string} deck_id
 * @param {number} position
 * @param {SourceOf} sourceOf
 * @param {() => string} newId
 * @returns {Change[]}
 */
function makeList({ name, ordered, items }, deck_id, position, sourceOf, newId) {
  const key_list_id = newId();
  return [
    ...newKeyList(key_list_id, { deck_id, name: name.trim(), ordered, position }),
    ...items.flatMap(({ text, start, end }, place) =>
      newItem(newId(), { key_list_id, text, position: place, source: sourceOf(start, end) }),
    ),
  ];
}

/**
 * @param {Draft} draft
 * @param {{content: DeckContent, comparison: Comparison}} target
 * @param {SourceOf} sourceOf
 * @param {Kept[]} paragraphs
 * @param {() => string} newId
 * @returns {Change[]}
 */
function joinLists(draft, { content, comparison }, sourceOf, paragraphs, newId) {
  const accepted = new Set(acceptable(draft));
  const wants = (/** @type {string} */ id) => !draft.refused.includes(id);
  let position = lastPosition(content.lists.map(({ key_list }) => key_list));
  const changes = comparison.lists.flatMap((compared) => {
    const list = /** @type {import("./draft.js").DraftList} */ (
      draft.lists.find(({ key }) => key === compared.key)
    );
    if (compared.key_list)
      return joinList(list, compared, { accepted: accepted.has(list), wants }, sourceOf, newId);
    return accepted.has(list) ? makeList(list, content.deck.id, position++, sourceOf, newId) : [];
  });
  const gone = comparison.shrunk
    .flatMap((list) => list.gone)
    .filter(({ id }) => wants(id))
    .flatMap(({ id }) => changesOf("item", id, { deleted: true }));
  const standing = comparison.standing.flatMap(({ items }) => standingSources(items, paragraphs));
  const removed = comparison.removed
    .filter(({ key_list }) => draft.removed.includes(key_list.id))
    .flatMap(({ key_list }) => changesOf("key_list", key_list.id, { deleted: true }));
  return [...changes, ...gone, ...standing, ...removed];
}

/**
 * @param {import("./draft.js").DraftList} list
 * @param {import("./compare.js").ComparedList} compared
 * @param {{accepted: boolean, wants: (id: string) => boolean}} chosen accepted: otherwise only the places are noted
 * @param {SourceOf} sourceOf
 * @param {() => string} newId
 * @returns {Change[]}
 */
function joinList(list, compared, { accepted, wants }, sourceOf, newId) {
  const { key_list, status, renamed, items, removed } = compared;
  const key_list_id = /** @type {import("../lib/types.js").KeyList} */ (key_list).id;
  const applies = accepted && status === "changed";
  const itemOf = new Map(list.items.map((item) => [item.key, item]));
  const changes = items.flatMap(({ key, item, status: of }, index) => {
    const one = /** @type {import("./draft.js").DraftItem} */ (itemOf.get(key));
    const source = sourceOf(one.start, one.end);
    if (!item) {
      if (!applies || !wants(key)) return [];
      return newItem(newId(), { key_list_id, text: one.text, position: index, source });
    }
    const isRewritten = applies && of === "changed" && wants(item.id);
    const fields = {
      ...(isSameSource(item.source, source) ? {} : { source }),
      ...(isRewritten ? { text: one.text } : {}),
      ...(applies && isRearranged(items) && item.position !== index ? { position: index } : {}),
    };
    return [
      ...changesOf("item", item.id, fields),
      ...(isRewritten ? clearRenderings("item", item, ["text"]) : []),
    ];
  });
  if (!applies) return changes;
  return [
    ...(renamed && wants(key_list_id)
      ? [
          ...changesOf("key_list", key_list_id, { name: list.name.trim() }),
          ...clearRenderings("key_list", key_list, ["name"]),
        ]
      : []),
    ...changes,
    ...removed
      .filter(({ id }) => wants(id))
      .flatMap(({ id }) => changesOf("item", id, { deleted: true })),
  ];
}

/** Items came between the others, or their order is another. @param {import("./compare.js").ComparedItem[]} items */
const isRearranged = (items) =>
  items.some(
    ({ item }, index) =>
      !item || (index > 0 && (items[index - 1].item?.position ?? -Infinity) > item.position),
  );

/** @param {import("../lib/types.js").Item[]} items @param {Kept[]} paragraphs */
const standingSources = (items, paragraphs) =>
  [...placesOf(items, paragraphs)].flatMap(([item, { index, start, end }]) => {
    const { id, text } = paragraphs[index];
    const source = { paragraph_id: id, start, end, text: slice(text, start, end) };
    return isSameSource(item.source, source) ? [] : changesOf("item", item.id, { source });
  });

/** @param {Source | null | undefined} one @param {Source | null} other */
const isSameSource = (one, other) =>
  one?.paragraph_id === other?.paragraph_id &&
  one?.start === other?.start &&
  one?.end === other?.end &&
  one?.text === other?.text;
