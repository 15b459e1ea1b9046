// @ts-check
// The only reader of the clock. Below app/ time is an argument, a Moment.

/** @typedef {import("./types.js").Moment} Moment */

/** @type {() => Moment} */
const systemClock = () => {
  const now_ms = Date.now();
  return { now_ms, utc_offset_minutes: -new Date(now_ms).getTimezoneOffset() };
};

let clock = systemClock;

/** @returns {Moment} */
export const moment = () => clock();

/** Milliseconds that only ever grow, whatever the clock does: for waiting, never for records. */
export const stopwatchMs = () => performance.now();

/**
 * Put another clock in place (tests, simulators).
 * @param {() => Moment} [replacement] the system's clock again when left out
 */
export function setClock(replacement = systemClock) {
  clock = replacement;
}
