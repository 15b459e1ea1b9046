// @ts-check
// Which items of a key list to ask, and which to show in their places.

import { compareText } from "./events.js";
import { AGAIN, DEFAULT_MODEL } from "./memory.js";
import { SHOWN_SHARE_OF_LOSS } from "./policy.js";
import { listRetrievability, retrievability } from "./retrievability.js";

/** @typedef {import("./memory.js").MemoryModel} MemoryModel */
/** @typedef {import("./memory.js").MemoryState} MemoryState */

/**
 * A live item of a key list, its place, and the memory state of its `recall` card.
 *
 * @typedef {{ item_id: string, position: number, state: MemoryState | null | undefined }} PlanItem
 */

/**
 * The ids of the items to ask on a study day, in their places; at least one.
 *
 * The weakest are asked, until the rest together carry no more than SHOWN_SHARE_OF_LOSS of the
 * list's probability of failing. Items never reviewed, and items failed when last asked, always are.
 *
 * @param {Iterable<PlanItem>} items
 * @param {number} studyDay
 * @param {MemoryModel} [model]
 * @returns {string[]}
 */
export function planRecital(items, studyDay, model = DEFAULT_MODEL) {
  const inPlace = [...items].sort(byPlace);
  const shown = strongestThatAreSafe(inPlace, studyDay, model);
  return inPlace.filter((item) => !shown.has(item.item_id)).map((item) => item.item_id);
}

/**
 * @param {PlanItem[]} inPlace
 * @param {number} studyDay
 * @param {MemoryModel} model
 * @returns {Set<string>}
 */
function strongestThatAreSafe(inPlace, studyDay, model) {
  const shown = new Set();
  const states = inPlace.map((item) => item.state);
  const whole = listRetrievability(states, studyDay, model);
  if (whole === null) return shown;
  const safe = 1 - SHOWN_SHARE_OF_LOSS * (1 - whole);
  const strongestFirst = [];
  for (const item of inPlace) {
    if (!item.state || item.state.last_rating === AGAIN) continue;
    strongestFirst.push({ item, recall: retrievability(item.state, studyDay, model) });
  }
  strongestFirst.sort((a, b) => b.recall - a.recall || byPlace(b.item, a.item));
  if (strongestFirst.length === inPlace.length) strongestFirst.pop(); // at least one is asked
  let together = 1;
  for (const { item, recall } of strongestFirst) {
    together *= recall;
    if (together < safe) break;
    shown.add(item.item_id);
  }
  return shown;
}

/**
 * @param {PlanItem} a
 * @param {PlanItem} b
 */
function byPlace(a, b) {
  return a.position - b.position || compareText(a.item_id, b.item_id);
}
