// @ts-check
// Events and edits with one sensible default for each field.
import { newId } from "../../../static/src/lib/ids.js";

/** @typedef {import("../../../static/src/lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("../../../static/src/lib/types.js").Edit} Edit */

/** 2026-11-23 20:00 in Beijing. */
export const EVENING = { now_ms: Date.UTC(2026, 10, 23, 12), utc_offset_minutes: 480 };

export const DAY_MS = 86_400_000;

/** The study day of EVENING. */
export const TODAY = Math.floor(Date.UTC(2026, 10, 23) / DAY_MS);

/** @param {number} days */
export const daysLater = (days) => ({ ...EVENING, now_ms: EVENING.now_ms + days * DAY_MS });

/** @param {Partial<ReviewEvent>} [given] @returns {ReviewEvent} */
export const reviewEvent = (given = {}) => ({
  event_id: newId(),
  kind: "review",
  card_id: newId(),
  rating: 3,
  recital_id: newId(),
  occurred_at_ms: EVENING.now_ms,
  utc_offset_minutes: 480,
  rollover_hour: 4,
  duration_ms: 3000,
  device_id: newId(),
  dev_seq: 1,
  ...given,
});

/** @param {Partial<Edit>} [given] @returns {Edit} */
export const madeEdit = (given = {}) => ({
  op_id: newId(),
  kind: "item",
  record_id: newId(),
  field: "text",
  value: "新",
  hlc: "001766000000000-00000",
  device_id: newId(),
  ...given,
});
