// @ts-check
// All entries in small steps, so that typing is never held up. Pure but for the pause that comes in.
import { folded, matchTerm, termsOf } from "./match.js";

/**
 * @typedef {object} Entry
 * @property {"list" | "item" | "speech"} kind
 * @property {string} id of the list, the item, or the paragraph
 * @property {string} deck_id
 * @property {string} key_list_id "" for a paragraph
 * @property {string} text
 * @property {string} within what it belongs to, in words
 * @property {string[]} [characters] of the text, made when it is first searched
 */

/** @typedef {{entry: Entry, start: number, end: number, score: number}} Result start and end in code points */

const KIND_SCORE = { list: 40, item: 20, speech: 0 };
/** So long the page may be held up. */
const STEP_MS = 8;

/**
 * @param {Entry[]} entries
 * @param {string} query
 * @param {import("./readings.js").ReadingsOf | null} readingsOf
 * @param {{pause: () => Promise<void>, now: () => number, cancelled: () => boolean, most: number}} how
 *   pause: lets the page breathe; most: results that are returned
 * @returns {Promise<{results: Result[], count: number} | null>} the best first; null: cancelled
 */
export async function search(entries, query, readingsOf, { pause, now, cancelled, most }) {
  const terms = termsOf(query);
  /** @type {Result[]} */
  const results = [];
  let began = now();
  for (const entry of terms.length > 0 ? entries : []) {
    const result = matchEntry(entry, terms, readingsOf);
    if (result) results.push(result);
    if (now() - began < STEP_MS) continue;
    await pause();
    if (cancelled()) return null;
    began = now();
  }
  results.sort((a, b) => b.score - a.score);
  return { results: results.slice(0, most), count: results.length };
}

/**
 * @param {Entry} entry
 * @param {string[]} terms
 * @param {import("./readings.js").ReadingsOf | null} readingsOf
 * @returns {Result | null}
 */
function matchEntry(entry, terms, readingsOf) {
  entry.characters ??= [...folded(entry.text)];
  let score = KIND_SCORE[entry.kind];
  let first = null;
  for (const term of terms) {
    const match = matchTerm(entry.characters, term, readingsOf);
    if (!match) return null;
    score += match.score / terms.length;
    first ??= match;
  }
  return first && { entry, start: first.start, end: first.end, score };
}
