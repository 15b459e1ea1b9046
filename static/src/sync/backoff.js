// @ts-check
// How long to wait after the n-th failure in a row.

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Doubling waits with jitter, so that many phones that lost the same server do not all come back
 * in one second.
 * @param {number} failures in a row, 1 for the first
 * @param {number | null} retryAfterMs what the server asked for; never undercut
 * @param {() => number} random in [0, 1)
 * @returns {number} milliseconds
 */
export function waitAfterFailure(failures, retryAfterMs, random) {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
  const jittered = longest * (0.5 + random() / 2);
  return Math.round(Math.max(jittered, (retryAfterMs ?? 0) * (1 + random() / 10)));
}

/**
 * @param {string | null} header a Retry-After header: seconds or an HTTP date
 * @param {number} nowMs
 * @returns {number | null} milliseconds from now, at most one hour
 */
export function retryAfterMs(header, nowMs) {
  if (!header) return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3_600_000) : null;
}
