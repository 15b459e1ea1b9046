// @ts-check
// Which items of a key list to ask, and which to show in their places.

import { compareText } from "./events.js";
import { AGAIN, DEFAULT_MODEL } from "./memory.js";
import { REVIEWS_BETWEEN_WHOLE, WEAK_SHARE_OF_MEAN } from "./policy.js";
import { retrievability } from "./retrievability.js";

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
 * Items never reviewed, and items failed when last asked, always are. Of the others those are asked
 * whose probability of being forgotten is at least WEAK_SHARE_OF_MEAN of the mean. All are when the
 * most reviewed has had a multiple of REVIEWS_BETWEEN_WHOLE reviews, so that a list is recited with nothing
 * shown from time to time, and when nothing can have been forgotten yet.
 *
 * @param {Iterable<PlanItem>} items
 * @param {number} studyDay
 * @param {MemoryModel} [model]
 * @returns {string[]}
 */
export function planRecital(items, studyDay, model = DEFAULT_MODEL) {
  const inPlace = [...items].sort(byPlace);
  /** @type {Map<string, number>} */
  const lost = new Map();
  for (const { item_id, state } of inPlace) {
    if (!state || state.last_rating === AGAIN) continue;
    lost.set(item_id, 1 - retrievability(state, studyDay, model));
  }
  if (isTurnOfWhole(inPlace)) return inPlace.map((item) => item.item_id);
  // Summed in one order, because a sum's last bit depends on it.
  const together = [...lost.values()].sort((a, b) => a - b).reduce((sum, one) => sum + one, 0);
  const weak = WEAK_SHARE_OF_MEAN * together;
  const onlyAlways = together === 0 && lost.size < inPlace.length;
  const asked = inPlace.filter(({ item_id }) => {
    const loss = lost.get(item_id);
    return loss === undefined || (!onlyAlways && loss * lost.size >= weak);
  });
  return asked.map((item) => item.item_id);
}

/** @param {PlanItem[]} items */
function isTurnOfWhole(items) {
  const reviews = items.map(({ state }) => state?.review_count ?? 0);
  return Math.max(0, ...reviews) % REVIEWS_BETWEEN_WHOLE === 0;
}

/**
 * @param {PlanItem} a
 * @param {PlanItem} b
 */
function byPlace(a, b) {
  return a.position - b.position || compareText(a.item_id, b.item_id);
}
