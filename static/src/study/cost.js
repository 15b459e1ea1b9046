// @ts-check
// How long studying takes, in one place; an estimate for the page, nothing is scheduled by it. The
// costs are those under which the list rule was measured against other rules.

const SECONDS_PER_VISIT = 5;
const SECONDS_PER_ITEM = 3;
const SECONDS_PER_LAPSE = 6;
const SECONDS_TO_LEARN_ITEM = 15;

/**
 * @param {(number | null)[]} retrievabilities of the items that are asked; null: never reviewed
 * @returns {number} seconds
 */
export function reciteSeconds(retrievabilities) {
  const lapses = retrievabilities.reduce((sum, recall) => Number(sum) + 1 - (recall ?? 0), 0);
  return (
    SECONDS_PER_VISIT +
    retrievabilities.length * SECONDS_PER_ITEM +
    Number(lapses) * SECONDS_PER_LAPSE
  );
}

/** @param {number} itemCount @returns {number} seconds to learn a new list and recite it */
export const learnSeconds = (itemCount) =>
  SECONDS_PER_VISIT + itemCount * (SECONDS_TO_LEARN_ITEM + SECONDS_PER_ITEM);
