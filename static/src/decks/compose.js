// @ts-check
// New decks, lists and items as changes: one for each field that has something to say. Pure; the ids
// come in.

/** @typedef {import("./edits.js").Change} Change */
/** @typedef {import("./records.js").ContentKind} ContentKind */

/**
 * @param {ContentKind} kind
 * @param {string} record_id
 * @param {Record<string, any>} fields
 * @returns {Change[]}
 */
export const changesOf = (kind, record_id, fields) =>
  Object.entries(fields)
    .filter(([, value]) => value !== "" && value !== null && value !== undefined)
    .map(([field, value]) => ({ kind, record_id, field, value }));

/**
 * What goes with it when a learner writes other Chinese words: their English rendering says something else now.
 * @param {ContentKind} kind
 * @param {any} row as it is shown
 * @param {string[]} rewritten its fields
 * @returns {Change[]}
 */
export const clearRenderings = (kind, row, rewritten) =>
  rewritten
    .map((field) => `${field}_en`)
    .filter((field) => row?.[field])
    .map((field) => ({ kind, record_id: row.id, field, value: "" }));

/** @param {string} id @param {{title: string, position: number}} deck */
export const newDeck = (id, deck) => changesOf("deck", id, deck);

/**
 * @param {string} id
 * @param {{deck_id: string, name: string, position: number, part?: string, ordered?: boolean}} list
 */
export const newKeyList = (id, list) => changesOf("key_list", id, list);

/**
 * @param {string} id
 * @param {{key_list_id: string, text: string, position: number, detail?: string,
 *   source?: import("../lib/types.js").Source | null}} item
 */
export const newItem = (id, item) => changesOf("item", id, item);

/**
 * A plain question is a list whose one item is the answer.
 * @param {{key_list_id: string, item_id: string}} ids
 * @param {{deck_id: string, question: string, answer: string, position: number}} plain
 */
export const newQuestion = ({ key_list_id, item_id }, { deck_id, question, answer, position }) => [
  ...newKeyList(key_list_id, { deck_id, name: question, position }),
  ...newItem(item_id, { key_list_id, text: answer, position: 0 }),
];
