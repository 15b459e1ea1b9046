// @ts-check
// When a key list is due.

import { AGAIN, DEFAULT_MODEL } from "./memory.js";
import { DEFAULT_DESIRED_RETENTION, MAX_INTERVAL_DAYS, MONTH_DAYS } from "./policy.js";
import { listRetrievability } from "./retrievability.js";

/** @typedef {import("./memory.js").MemoryModel} MemoryModel */
/** @typedef {import("./memory.js").MemoryState} MemoryState */

/**
 * The study day on which a key list falls due.
 *
 * It is the first day after its last review on which loss⁵ · wait exceeds
 * (1 − `desiredRetention`)⁵ · MONTH_DAYS, where loss is 1 − its list retrievability and wait the days since
 * that review; at most MAX_INTERVAL_DAYS later. So a list that waited a month is due when it falls below
 * `desiredRetention`, one that waited a week when its loss is a third larger, one that waited a year
 * when it is two fifths smaller. A list that was left with an item failed is due at once, on the day
 * of its last review.
 *
 * @param {Iterable<MemoryState | null | undefined>} states as in `listRetrievability`
 * @param {number} [desiredRetention]
 * @param {MemoryModel} [model]
 * @returns {number | null} null if none of it was ever reviewed
 */
export function dueDay(
  states,
  desiredRetention = DEFAULT_DESIRED_RETENTION,
  model = DEFAULT_MODEL,
) {
  const reviewed = [...states].filter((state) => state != null);
  if (reviewed.length === 0) return null;
  const lastDay = Math.max(...reviewed.map((state) => state.last_study_day));
  if (reviewed.some((state) => state.last_rating === AGAIN)) return lastDay;

  const bearable = fifthPower(1 - desiredRetention) * MONTH_DAYS;
  return firstDay(lastDay + 1, lastDay + MAX_INTERVAL_DAYS, (day) => {
    const loss = 1 - /** @type {number} */ (listRetrievability(reviewed, day, model));
    return fifthPower(loss) * (day - lastDay) > bearable;
  });
}

/**
 * Not `**`: its last bit depends on the C library and the browser.
 *
 * @param {number} value
 */
function fifthPower(value) {
  return value * value * value * value * value;
}

/**
 * The first day from `first` on of which `holds` is true, by halving; `last` if there is none before
 * it. Once true, `holds` must stay true.
 *
 * @param {number} first
 * @param {number} last
 * @param {(day: number) => boolean} holds
 */
function firstDay(first, last, holds) {
  let low = first;
  let high = last;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
