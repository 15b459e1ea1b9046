// @ts-check
// Review events as replay reads them: their order, and which of them count.

import { studyDay } from "./study-day.js";

/**
 * The fields of a review event that replay reads (docs/architecture.md, Review events).
 *
 * @typedef {object} ReviewEvent
 * @property {string} event_id
 * @property {string} kind "review", "undo", "reset", or what a newer version wrote
 * @property {string} [card_id]
 * @property {1 | 2 | 3 | 4 | null} [rating]
 * @property {string | null} [target_event_id]
 * @property {number} occurred_at_ms
 * @property {number | null} [effective_at_ms]
 * @property {number} utc_offset_minutes
 * @property {number} rollover_hour
 * @property {string} device_id
 * @property {number} dev_seq
 */

/**
 * The moment an event counts from: its own until the server has given it one.
 *
 * @param {ReviewEvent} event
 */
export function effectiveAtMs(event) {
  return event.effective_at_ms ?? event.occurred_at_ms;
}

/**
 * Compare two events in the total replay order, the same on every device.
 *
 * @param {ReviewEvent} a
 * @param {ReviewEvent} b
 * @returns {number} negative: a comes first
 */
export function replayOrder(a, b) {
  return (
    effectiveAtMs(a) - effectiveAtMs(b) ||
    compareText(a.device_id, b.device_id) ||
    a.dev_seq - b.dev_seq ||
    compareText(a.event_id, b.event_id)
  );
}

/**
 * Compare ids by their code units, never by locale: every device must agree.
 *
 * @param {string} a
 * @param {string} b
 */
export function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The study day of an event, by its own UTC offset and rollover hour.
 *
 * @param {ReviewEvent} event
 */
export function eventStudyDay(event) {
  return studyDay(effectiveAtMs(event), event.utc_offset_minutes, event.rollover_hour);
}

/**
 * The ids that undo events take back.
 *
 * Where an undo stands in the order does not matter, and its target may arrive after it, so undoing
 * commutes with everything. An undo itself cannot be undone: rate again instead.
 *
 * @param {Iterable<ReviewEvent>} events
 * @returns {Set<string | null | undefined>}
 */
export function undoneEventIds(events) {
  const undone = new Set();
  for (const event of events) if (event.kind === "undo") undone.add(event.target_event_id);
  return undone;
}

/**
 * The reviews and resets that were not undone, in replay order. Kinds that a newer version wrote
 * are passed over.
 *
 * @param {ReviewEvent[]} events
 * @returns {ReviewEvent[]}
 */
export function effectiveEvents(events) {
  const undone = undoneEventIds(events);
  return events
    .filter(
      ({ kind, event_id }) => (kind === "review" || kind === "reset") && !undone.has(event_id),
    )
    .sort(replayOrder);
}
