// @ts-check
// The numbers of the memory model. Equal to server/scheduling/parameters.py.

export const FSRS_6 = "FSRS-6";

const FSRS_6_COUNT = 21;

/**
 * A parameter set, named with the model that its numbers belong to.
 *
 * @typedef {{ model: string, values: readonly number[] }} Parameters
 */

/** @type {Parameters} */
export const DEFAULT_PARAMETERS = Object.freeze({
  model: FSRS_6,
  values: Object.freeze([
    ...[0.212, 1.2931, 2.3065, 8.2956], // 0–3: stability after a first again, hard, good, easy
    ...[6.4133, 0.8334, 3.0194, 0.001], // 4–7: difficulty: first, spread, change, pull to easy
    ...[1.8722, 0.1666, 0.796], // 8–10: stability after recall
    ...[1.4835, 0.0614, 0.2629, 1.6483], // 11–14: stability after a lapse
    ...[0.6014, 1.8729], // 15, 16: factors of hard and easy
    ...[0.5425, 0.0912, 0.0658], // 17–19: stability after a review on the same day
    0.1542, // 20: decay of the forgetting curve
  ]),
});

/**
 * The 21 numbers; ts-fsrs then brings each within its bounds.
 *
 * @param {Parameters} parameters
 * @returns {number[]}
 * @throws {RangeError} another model, another count, or a number that is not finite
 */
export function usableValues({ model, values }) {
  if (model !== FSRS_6) {
    throw new RangeError(`Unknown memory model ${model}; this version has ${FSRS_6}`);
  }
  if (values.length !== FSRS_6_COUNT || !values.every(Number.isFinite)) {
    throw new RangeError(`${FSRS_6} takes ${FSRS_6_COUNT} finite numbers, not ${values}`);
  }
  return [...values];
}
