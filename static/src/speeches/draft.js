// @ts-check
// What was found in a speech, while a learner reviews it. Each verb takes a draft and returns the
// next one; one that does not apply returns the same. Pure.
import { clauseOf } from "./clause.js";
import { freeName, promisedCount, proposedName } from "./naming.js";

/**
 * @typedef {object} DraftItem
 * @property {string} key
 * @property {string} text as it will be recited
 * @property {number} start of its words in the paragraphs joined by "\n", in code points
 * @property {number} end equal to start: it stands nowhere in the text
 * @property {{text: string, end: number}} [short] what it was before it took its whole clause
 */

/**
 * @typedef {object} DraftList
 * @property {string} key
 * @property {string} name
 * @property {boolean} name_derived the text does not state it
 * @property {number | null} announced how many items its name, or else the text, says it has; null: neither does
 * @property {boolean} count_mismatch another number is announced than it has
 * @property {boolean} ordered
 * @property {string | null} parent key of the list in one of whose items it stands
 * @property {number | null} confidence 0 to 1; null: the learner marked it
 * @property {boolean} sure as it was found: what is then changed in it does not move it elsewhere
 * @property {string[]} words by which it was found
 * @property {boolean} keep
 * @property {DraftItem[]} items
 */

/**
 * @typedef {object} Draft
 * @property {string} title
 * @property {string[]} paragraphs
 * @property {DraftList[]} lists
 * @property {string | null} deck_id of a deck that is there and takes the speech; null: a new one
 * @property {string[]} removed ids of lists of that deck which are to be deleted
 * @property {string[]} refused keys of items that are new and ids of items that are there: what the text changes of them
 *   is not done
 * @property {number} next_key
 */

/** From here on a list is accepted with one tap; the server's finder means the same by it. */
export const SURE = 0.8;

/** @param {DraftList} list */
export const isSure = ({ sure }) => sure;

/**
 * @param {any} found as POST /api/speeches/find answers
 * @returns {Draft}
 */
export function draftOf({ title, paragraphs, lists }) {
  const draft = {
    title,
    paragraphs,
    lists: [],
    deck_id: null,
    removed: [],
    refused: [],
    next_key: 0,
  };
  return lists.reduce(addFound, /** @type {Draft} */ (draft));
}

/** A draft that an older version left, with what it did not know. @param {any} left @returns {Draft} */
export const completed = (left) => ({
  ...left,
  refused: left.refused ?? [],
  lists: left.lists.map((/** @type {any} */ list) => ({
    announced: null,
    sure: list.confidence === null || list.confidence >= SURE, // null: marked by the learner
    ...list,
  })),
});

/** @param {Draft} draft @param {any} found @returns {Draft} */
function addFound(draft, found) {
  const parent = found.parent === null ? null : (draft.lists[found.parent]?.key ?? null);
  const { name, name_derived, count, count_mismatch, ordered, confidence, words } = found;
  const announced = found.count_announced || count_mismatch ? count : null;
  const sure = confidence >= SURE && !count_mismatch;
  const known = { announced, count_mismatch, confidence, words, parent, sure, keep: sure };
  return addList(draft, { name, name_derived, ordered, ...known }, found.items);
}

/**
 * @param {Draft} draft
 * @param {Omit<DraftList, "key" | "items">} about
 * @param {Omit<DraftItem, "key">[]} items
 * @returns {Draft}
 */
function addList(draft, about, items) {
  let { next_key } = draft;
  const key = `k${next_key++}`;
  const keyed = items.map(({ text, start, end }) => ({ key: `k${next_key++}`, text, start, end }));
  return { ...draft, next_key, lists: [...draft.lists, { ...about, key, items: keyed }] };
}

/**
 * A list that the finder missed, with a name to begin with.
 * @param {Draft} draft
 * @param {Omit<DraftItem, "key">[]} items
 * @returns {{draft: Draft, key: string}} key: of the new list
 */
export function addMarked(draft, items) {
  const proposed = proposedName(items.map(({ text }) => text));
  const name = freeName(proposed, namesOf(draft));
  const unsaid = {
    announced: promisedCount(name),
    count_mismatch: false,
    confidence: null,
    words: [],
  };
  const chosen = { name_derived: true, ordered: true, parent: null, sure: true, keep: true };
  const added = addList(draft, { name, ...unsaid, ...chosen }, items);
  const marked = /** @type {DraftList} */ (added.lists.at(-1));
  return { draft: { ...added, lists: byPlace(draft.lists, marked) }, key: marked.key };
}

/** @param {Draft} draft */
const namesOf = (draft) => draft.lists.map(({ name }) => name);

/** @param {DraftList[]} lists @param {DraftList} marked */
function byPlace(lists, marked) {
  const start = marked.items[0]?.start ?? 0;
  const at = lists.findIndex((list) => (list.items[0]?.start ?? 0) > start);
  return at < 0 ? [...lists, marked] : [...lists.slice(0, at), marked, ...lists.slice(at)];
}

/** @param {Draft} draft @param {string} key @param {Partial<DraftList>} change @returns {Draft} */
export const withList = (draft, key, change) => ({
  ...draft,
  lists: draft.lists.map((list) => (list.key === key ? counted({ ...list, ...change }) : list)),
});

/** @param {DraftList} list @returns {DraftList} */
const counted = (list) => ({
  ...list,
  count_mismatch: list.announced !== null && list.announced !== list.items.length,
});

/** A name that the learner gives is believed before the text. @param {Draft} draft @param {string} key @param {string} name */
export function rename(draft, key, name) {
  const announced = promisedCount(name) ?? listOf(draft, key)?.announced ?? null;
  return withList(draft, key, { name, name_derived: false, announced });
}

/** @param {Draft} draft @param {string} id of a change, see `refused` @param {boolean} isWanted @returns {Draft} */
export const wantChange = (draft, id, isWanted) => ({
  ...draft,
  refused: [...draft.refused.filter((other) => other !== id), ...(isWanted ? [] : [id])],
});

/** Keep what is sure and nothing else. @param {Draft} draft @returns {Draft} */
export const keepSure = (draft) => ({
  ...draft,
  lists: draft.lists.map((list) => ({ ...list, keep: isSure(list) })),
});

/** @param {Draft} draft @param {string} key */
const listOf = (draft, key) => draft.lists.find((list) => list.key === key);

/** @param {Draft} draft @param {string} key @param {string} item @param {string} text @returns {Draft} */
export const editItem = (draft, key, item, text) =>
  withItems(draft, key, (items) =>
    items.map((each) => (each.key === item ? { ...each, text, short: undefined } : each)),
  );

/**
 * The item as the whole clause in which it stands, or back as it was found.
 * @param {Draft} draft
 * @param {string} key
 * @param {string} item
 * @returns {Draft}
 */
export const toggleClause = (draft, key, item) =>
  withItems(draft, key, (items) =>
    items.map((each) => {
      if (each.key !== item) return each;
      if (each.short) return { ...each, ...each.short, short: undefined };
      const whole = clauseOf(draft.paragraphs, each, items);
      return whole ? { ...each, ...whole, short: { text: each.text, end: each.end } } : each;
    }),
  );

/** @param {Draft} draft @param {string} key @param {string} item @returns {Draft} */
export const dropItem = (draft, key, item) =>
  withItems(draft, key, (items) => items.filter((each) => each.key !== item));

/** @param {Draft} draft @param {string} key @param {string} text @returns {Draft} */
export function addItem(draft, key, text) {
  const item = { key: `k${draft.next_key}`, text, start: 0, end: 0 };
  const added = withItems(draft, key, (items) => [...items, item]);
  return { ...added, next_key: draft.next_key + 1 };
}

/** @param {Draft} draft @param {string} key @param {string} item @param {number} to @returns {Draft} */
export const moveItem = (draft, key, item, to) =>
  withItems(draft, key, (items) => movedTo(items, item, to));

/** @param {Draft} draft @param {string} key @param {number} to @returns {Draft} */
export const moveList = (draft, key, to) => ({ ...draft, lists: movedTo(draft.lists, key, to) });

/**
 * Two lists that are one: the items of the other follow.
 * @param {Draft} draft
 * @param {string} key
 * @param {string} other
 * @returns {Draft}
 */
export function merge(draft, key, other) {
  const [list, next] = [listOf(draft, key), listOf(draft, other)];
  if (!list || !next || list === next) return draft;
  const items = [...list.items, ...next.items];
  const rest = draft.lists.filter((each) => each !== next);
  return withList({ ...draft, lists: rest }, key, { items, keep: true });
}

/**
 * One list that is two: from this item on it is the second, which stands behind the first.
 * @param {Draft} draft
 * @param {string} key
 * @param {string} item
 * @returns {Draft}
 */
export function splitBefore(draft, key, item) {
  const list = listOf(draft, key);
  const at = list?.items.findIndex((each) => each.key === item) ?? -1;
  if (!list || at < 1) return draft;
  const other = counted({
    ...{ ...list, key: `k${draft.next_key}`, announced: null },
    ...{ name: freeName(list.name, namesOf(draft)), items: list.items.slice(at) },
  });
  const kept = counted({ ...list, items: list.items.slice(0, at) });
  const lists = draft.lists.flatMap((each) => (each === list ? [kept, other] : [each]));
  return { ...draft, next_key: draft.next_key + 1, lists };
}

/**
 * @param {Draft} draft
 * @param {string} key
 * @param {(items: DraftItem[]) => DraftItem[]} change
 */
function withItems(draft, key, change) {
  const list = listOf(draft, key);
  return list ? withList(draft, key, { items: change(list.items) }) : draft;
}

/**
 * @template {{key: string}} T
 * @param {T[]} rows
 * @param {string} key
 * @param {number} to
 */
function movedTo(rows, key, to) {
  const moving = rows.find((row) => row.key === key);
  if (!moving || to < 0 || to >= rows.length) return rows;
  const others = rows.filter((row) => row !== moving);
  return [...others.slice(0, to), moving, ...others.slice(to)];
}

/**
 * The item of a chosen list under which another list stands in the text.
 * @param {Draft} draft
 * @param {DraftList} list
 * @returns {DraftItem | null}
 */
export function itemAbove(draft, list) {
  const parent = draft.lists.find(({ key, keep }) => keep && key === list.parent);
  const start = list.items[0]?.start ?? 0;
  return parent?.items.findLast((item) => item.end > item.start && item.start <= start) ?? null;
}

/** Chosen, but it cannot be saved yet: it has no name or no item. @param {DraftList} list */
export const isUnready = ({ keep, name, items }) => keep && (!name.trim() || items.length === 0);

/** What can be accepted: kept, named, with items. @param {Draft} draft */
export const acceptable = (draft) =>
  draft.lists.filter(({ keep, name, items }) => keep && name.trim() && items.length > 0);
