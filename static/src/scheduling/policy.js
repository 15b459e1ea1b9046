// @ts-check
// The scheduler's free choices, in one place. Equal to server/scheduling/policy.py.
// docs/scheduling.md says why these, and `python -m benchmarks.list_scheduling` what they cost.

/**
 * List retrievability at which a key list falls due a month after its last recital; it averages about
 * 0.90 over all days.
 */
export const DEFAULT_DESIRED_RETENTION = 0.85;

/**
 * The wait at which desired retention is meant to the letter: due sooner, a list may be somewhat
 * weaker; due later, it is somewhat stronger.
 */
export const MONTH_DAYS = 30;

/** An item is asked if its probability of being forgotten is at least this part of the mean. */
export const WEAK_SHARE_OF_MEAN = 0.5;

/** The whole list is asked when its most reviewed item has had a multiple of this many reviews. */
export const REVIEWS_BETWEEN_WHOLE = 12;

/** No list waits longer than this after its last review. */
export const MAX_INTERVAL_DAYS = 36_500;
