// @ts-check
// The scheduler's free choices, in one place. Equal to server/scheduling/policy.py.

/** List retrievability below which a key list falls due; averages about 0.90 over all days. */
export const DEFAULT_DESIRED_RETENTION = 0.85;

/** The part of a list's probability of failing that the items shown, not asked, may carry. */
export const SHOWN_SHARE_OF_LOSS = 0.25;

/** No list waits longer than this after its last review. */
export const MAX_INTERVAL_DAYS = 36_500;
