// @ts-check
// Hybrid logical clock of edits, pure: "{wall_ms:015d}-{counter:05d}", ordered as a string.
// Kulkarni et al., Logical Physical Clocks (2014). The clock of a device is never trusted with more
// than a minute, and never keeps a learner from editing.

const MAX_AHEAD_MS = 60_000;
const MAX_WALL_MS = 999_999_999_999_999;
const MAX_COUNTER = 99_999;
const FORM = /^(\d{15})-(\d{5})$/;

/** @param {number} wall_ms @param {number} counter */
const format = (wall_ms, counter) =>
  `${String(wall_ms).padStart(15, "0")}-${String(counter).padStart(5, "0")}`;

/** @param {string | null | undefined} hlc @returns {{wall_ms: number, counter: number} | null} */
export function parse(hlc) {
  const parts = FORM.exec(hlc ?? "");
  return parts && { wall_ms: Number(parts[1]), counter: Number(parts[2]) };
}

/**
 * The stamp of a new edit: after `last`, at `now_ms` if that is later. When the counter is used up
 * it borrows a millisecond of the future.
 * @param {string | null | undefined} last
 * @param {number} now_ms
 * @returns {string}
 */
export function tick(last, now_ms) {
  const now = Math.min(Math.max(0, Math.trunc(now_ms) || 0), MAX_WALL_MS);
  const before = parse(last);
  if (!before || now > before.wall_ms) return format(now, 0);
  if (before.counter < MAX_COUNTER) return format(before.wall_ms, before.counter + 1);
  return format(Math.min(before.wall_ms + 1, MAX_WALL_MS), 0);
}

/**
 * What this device remembers after it has seen `remote`: the later one, unless its wall time lies
 * more than a minute ahead of our clock (one bad clock must not move the others).
 * @param {string | null} last
 * @param {string} remote
 * @param {number} now_ms
 * @returns {string | null}
 */
export function receive(last, remote, now_ms) {
  if (isTooFarAhead(remote, now_ms) || !parse(remote)) return last;
  return last === null || remote > last ? remote : last;
}

/** @param {string} hlc @param {number} now_ms */
export const isTooFarAhead = (hlc, now_ms) => (parse(hlc)?.wall_ms ?? 0) > now_ms + MAX_AHEAD_MS;
