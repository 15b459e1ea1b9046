// @ts-check
// FSRS-6: how one review changes the memory of a card. The formulas are those of ts-fsrs, driven by
// whole study days; server/scheduling/memory.py gives the same numbers.

import { clamp, FSRSAlgorithm } from "ts-fsrs";
import { DEFAULT_PARAMETERS, usableValues } from "./parameters.js";

/** @typedef {import("./parameters.js").Parameters} Parameters */
/** @typedef {1 | 2 | 3 | 4} Rating */
/** @typedef {{ stability: number, difficulty: number }} Memory */

/**
 * What replay knows of a card. `stability` is in days (retrievability falls to 0.9 after that many),
 * `difficulty` 1–10. `last_study_day` is the largest study day of its reviews. `lapse_count` counts
 * the times it was failed on a later day than the review before, not the repeats within a day.
 *
 * @typedef {object} MemoryState
 * @property {number} stability
 * @property {number} difficulty
 * @property {number} last_study_day
 * @property {number} review_count
 * @property {number} lapse_count
 * @property {Rating} last_rating
 */

export const AGAIN = 1;

/** The memory formulas under one set of parameters. Pure; make it once and pass it on. */
export class MemoryModel {
  #algorithm;
  #firstStability;

  /** @param {Parameters} [parameters] */
  constructor(parameters = DEFAULT_PARAMETERS) {
    this.#algorithm = new FSRSAlgorithm({ w: usableValues(parameters) });
    this.#firstStability = this.#algorithm.parameters.w.slice(0, 4);
  }

  /**
   * The probability (0–1) of recalling a card so many days after its last review.
   *
   * @param {number} stability
   * @param {number} elapsedDays
   * @returns {number}
   */
  retrievability(stability, elapsedDays) {
    return this.#algorithm.forgetting_curve(elapsedDays, stability);
  }

  /**
   * Memory after a first review. Not `next_state`: it raises every first stability to 0.1, which
   * fsrs-rs, by which parameters are fitted, does not.
   *
   * @param {Rating} rating
   * @returns {Memory}
   */
  first(rating) {
    return {
      stability: this.#firstStability[rating - 1],
      difficulty: clamp(this.#algorithm.init_difficulty(rating), 1, 10),
    };
  }

  /**
   * Memory after a further review.
   *
   * @param {Memory} memory
   * @param {number} elapsedDays
   * @param {Rating} rating
   * @returns {Memory}
   */
  next(memory, elapsedDays, rating) {
    return this.#algorithm.next_state(memory, elapsedDays, rating);
  }
}

export const DEFAULT_MODEL = new MemoryModel();
