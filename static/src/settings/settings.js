// @ts-check
// The learner's settings: the fields of one record, so they travel as edits.
import { readRegisters } from "../db/registers.js";
import { SETTINGS_ID } from "../lib/ids.js";
import { studyDay } from "../scheduling/study-day.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").Settings} Settings */

/** @type {Record<keyof Settings, {least: number, most: number, normal: number, whole: boolean}>} */
export const SETTING_RANGES = {
  desired_retention: { least: 0.7, most: 0.97, normal: 0.85, whole: false },
  new_lists_per_day: { least: 0, most: 50, normal: 3, whole: true },
  rollover_hour: { least: 0, most: 23, normal: 4, whole: true },
};

const NAMES = /** @type {(keyof Settings)[]} */ (Object.keys(SETTING_RANGES));

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean} whether the setting exists and the value lies in its range
 */
export function isSetting(name, value) {
  if (!Object.hasOwn(SETTING_RANGES, name)) return false;
  const { least, most, whole } = SETTING_RANGES[/** @type {keyof Settings} */ (name)];
  const fits = typeof value === "number" && value >= least && value <= most;
  return fits && (!whole || Number.isInteger(value));
}

/**
 * What this version cannot read (another version's value) counts as not set.
 * @param {Edit[]} registers of the settings record
 * @returns {Settings}
 */
export function settingsFrom(registers) {
  const settings = Object.fromEntries(NAMES.map((name) => [name, SETTING_RANGES[name].normal]));
  for (const { field, value } of registers) if (isSetting(field, value)) settings[field] = value;
  return /** @type {Settings} */ (settings);
}

/** @param {Transaction} tx over "registers" */
export const readSettings = async (tx) => settingsFrom(await readRegisters(tx, SETTINGS_ID));

/** @param {Moment} moment @param {Settings} settings @returns {number} the study day of now */
export const studyDayNow = ({ now_ms, utc_offset_minutes }, { rollover_hour }) =>
  studyDay(now_ms, utc_offset_minutes, rollover_hour);
