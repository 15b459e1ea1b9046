// @ts-check
// The probability of recalling a card, and of reciting a whole key list, on a study day.

import { DEFAULT_MODEL } from "./memory.js";

/** @typedef {import("./memory.js").MemoryModel} MemoryModel */
/** @typedef {import("./memory.js").MemoryState} MemoryState */

/**
 * The probability (0–1) of recalling a card on a study day; 1 up to its last review.
 *
 * @param {MemoryState} state
 * @param {number} studyDay
 * @param {MemoryModel} [model]
 * @returns {number}
 */
export function retrievability(state, studyDay, model = DEFAULT_MODEL) {
  return model.retrievability(state.stability, Math.max(0, studyDay - state.last_study_day));
}

/**
 * The probability of reciting a key list whole: the product over its reviewed items.
 *
 * @param {Iterable<MemoryState | null | undefined>} states those of the `recall` cards of its live items, null
 *   for one never reviewed
 * @param {number} studyDay
 * @param {MemoryModel} [model]
 * @returns {number | null} null if none was ever reviewed
 */
export function listRetrievability(states, studyDay, model = DEFAULT_MODEL) {
  const factors = [];
  for (const state of states) if (state) factors.push(retrievability(state, studyDay, model));
  if (factors.length === 0) return null;
  // Sorted, because the last bit of a product depends on the order of its factors.
  return factors.sort((a, b) => a - b).reduce((product, factor) => product * factor);
}
