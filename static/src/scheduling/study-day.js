// @ts-check
// The day that a moment belongs to, for the one who studies.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * The local calendar day of a moment as days since 1970-01-01, negative before it.
 *
 * The day begins at `rolloverHour` (0–23) local time. `atMs` is epoch milliseconds, UTC;
 * `utcOffsetMinutes` is east-positive (Beijing 480, the opposite sign of `getTimezoneOffset`) and
 * the event's own, so that no later change of time zone or of zone rules moves a review.
 *
 * @param {number} atMs
 * @param {number} utcOffsetMinutes
 * @param {number} rolloverHour
 * @returns {number}
 */
export function studyDay(atMs, utcOffsetMinutes, rolloverHour) {
  // Whole UTC days are split off first: near 2^53 ms the sum itself would be rounded.
  const msOfDay = atMs % DAY_MS;
  const shiftedMs = msOfDay + utcOffsetMinutes * MINUTE_MS - rolloverHour * HOUR_MS;
  return (atMs - msOfDay) / DAY_MS + Math.floor(shiftedMs / DAY_MS);
}
