// @ts-check
import { locale, t } from "./i18n.js";

const DAYS_A_MONTH = 30.4;
const DAYS_A_YEAR = 365.25;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Largest first. */
const BYTE_UNITS = [
  { size: 1e9, name: "gigabyte" },
  { size: 1e6, name: "megabyte" },
];

/**
 * A probability in whole percent. Never "100%" for less than certainty.
 * @param {number} probability 0–1
 */
export function percentWords(probability) {
  const shown = probability < 1 ? Math.min(0.99, probability) : probability;
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(shown);
}

/**
 * When something falls due, seen from today: "今天", "明天", "3天后", "2个月后"; what is overdue is due today.
 * @param {number | null} dueDay study day
 * @param {number} today study day
 */
export function dueWords(dueDay, today) {
  if (dueDay === null) return t("due.never");
  const days = Math.max(0, dueDay - today);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (days < 60) return relative.format(days, "day");
  if (days < 2 * DAYS_A_YEAR) return relative.format(Math.round(days / DAYS_A_MONTH), "month");
  return relative.format(Math.round(days / DAYS_A_YEAR), "year");
}

/**
 * A length of time as a person would say it: "不到1天", "12天", "3个月", "2年".
 * @param {number} days
 */
export function spanWords(days) {
  if (days < 1) return t("span.under-a-day");
  if (days < 60) return unitWords(Math.round(days), "day");
  if (days < 2 * DAYS_A_YEAR) return unitWords(Math.round(days / DAYS_A_MONTH), "month");
  return unitWords(Math.round(days / DAYS_A_YEAR), "year");
}

/**
 * By how much a clock is off: "5分钟", "3小时", "2天", "12个月".
 * @param {number} differenceMs of either sign
 */
export function clockDifferenceWords(differenceMs) {
  const difference = Math.abs(differenceMs);
  if (difference < 2 * HOUR_MS) return minutesWords(difference / MINUTE_MS);
  if (difference < 2 * DAY_MS) return unitWords(Math.round(difference / HOUR_MS), "hour");
  return spanWords(difference / DAY_MS);
}

/** @param {number} minutes */
export const minutesWords = (minutes) => unitWords(Math.max(1, Math.round(minutes)), "minute");

/** @param {number} count @param {string} unit */
function unitWords(count, unit) {
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/**
 * How long ago a moment was: "刚才", "5分钟前", "昨天"; a date once it is more than a week past.
 * @param {number} atMs epoch milliseconds
 * @param {number} nowMs epoch milliseconds
 */
export function agoWords(atMs, nowMs) {
  const passed = Math.max(0, nowMs - atMs);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (passed < MINUTE_MS) return t("ago.now");
  if (passed < HOUR_MS) return relative.format(-Math.floor(passed / MINUTE_MS), "minute");
  if (passed < DAY_MS) return relative.format(-Math.floor(passed / HOUR_MS), "hour");
  if (passed < 7 * DAY_MS) return relative.format(-Math.floor(passed / DAY_MS), "day");
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(atMs);
}

/**
 * The date of a study day, with its weekday.
 * @param {number} studyDay days since 1970-01-01
 */
export function dateWords(studyDay) {
  return new Intl.DateTimeFormat(locale(), {
    month: "long",
    day: "numeric",
    weekday: "long",
    timeZone: "UTC",
  }).format(studyDay * DAY_MS);
}

/**
 * The learner's own date of a moment, as a file is named: "2026-11-27".
 * @param {import("./types.js").Moment} moment
 */
export const dateStamp = ({ now_ms, utc_offset_minutes }) =>
  new Date(now_ms + utc_offset_minutes * MINUTE_MS).toISOString().slice(0, 10);

/** @param {number} bytes */
export function bytesWords(bytes) {
  const [amount, unit] = BYTE_UNITS.map(
    ({ size, name }) => /** @type {const} */ ([bytes / size, name]),
  ).find(([count]) => count >= 1) ?? [bytes / 1e3, "kilobyte"];
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}

/** @param {number} hour 0–23 */
export const hourWords = (hour) => `${String(hour).padStart(2, "0")}:00`;

/**
 * The first character that is said aloud, for a hint: opening quotes and brackets are passed over.
 * @param {string} text
 */
export function firstCharacter(text) {
  const characters = [...new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text)];
  const spoken = characters.find(({ segment }) => /[\p{L}\p{N}]/u.test(segment));
  return (spoken ?? characters[0])?.segment ?? "";
}
