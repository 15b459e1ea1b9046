// @ts-check
// Learning a new list, as a value: read it, then items fade step by step, then recite it. Pure.

/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").KeyList} KeyList */

/**
 * @typedef {object} LearningPlace
 * @property {Item} item
 * @property {boolean} hidden
 * @property {boolean} peeked at, since it was hidden
 */

/**
 * @typedef {object} Learning
 * @property {KeyList} key_list
 * @property {LearningPlace[]} places in order
 * @property {number} step 0: everything can be read
 * @property {number} last_step everything is hidden; what follows is the recital
 */

// Every third item of the first step, then of the second, then the rest: neighbours go at different
// times, so that each hidden item has a cue beside it for as long as possible.
const THIRDS = [1, 2, 0];

/**
 * @param {KeyList} key_list
 * @param {Item[]} items live ones, in order
 * @returns {Learning}
 */
export function beginLearning(key_list, items) {
  const last_step = hiddenSteps(items.length).length;
  return at({ key_list, places: items.map(readable), step: 0, last_step }, 0);
}

/** Hide more. @param {Learning} learning @returns {Learning} */
export const fade = (learning) => at(learning, learning.step + 1);

/** Show more again. @param {Learning} learning @returns {Learning} */
export const unfade = (learning) => at(learning, learning.step - 1);

/** Nothing can be read any more: time to recite. @param {Learning} learning */
export const isFaded = (learning) => learning.step === learning.last_step;

/**
 * Look at a hidden item.
 * @param {Learning} learning
 * @param {string} item_id
 * @returns {Learning}
 */
export function peek(learning, item_id) {
  const places = learning.places.map((each) =>
    each.item.id === item_id && each.hidden ? { ...each, peeked: true } : each,
  );
  return { ...learning, places };
}

/** @param {Item} item @returns {LearningPlace} */
const readable = (item) => ({ item, hidden: false, peeked: false });

/**
 * The thirds that hide something, in order: a short list has fewer steps.
 * @param {number} count
 */
const hiddenSteps = (count) => THIRDS.filter((third) => third < count);

/** @param {Learning} learning @param {number} step @returns {Learning} */
function at(learning, step) {
  if (step < 0 || step > learning.last_step) return learning;
  const thirds = hiddenSteps(learning.places.length).slice(0, step);
  const places = learning.places.map(({ item }, index) => ({
    item,
    hidden: thirds.includes(index % 3),
    peeked: false,
  }));
  return { ...learning, places, step };
}
