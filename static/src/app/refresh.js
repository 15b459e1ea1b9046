// @ts-check
// Reading the database into the signals.
import { readMeta } from "../db/meta.js";
import { moment } from "../lib/clock.js";
import { defaultPreferences, readPreferences } from "../settings/preferences.js";
import { readSettings } from "../settings/settings.js";
import { readOverviews } from "../study/overviews.js";
import { readToday } from "../study/today.js";
import { running } from "./running.js";
import { account, overviews, preferences, settings, storageStatus, today } from "./state.js";
import { readStorageStatus } from "./storage.js";

/** @returns {Promise<void>} */
export const refreshToday = latest(() => readToday(running().database, moment()), today);

const readAllLists = latest(() => readOverviews(running().database, moment()), overviews);

/** A page shows all lists; a reading may still be under way. */
let overviewsAreWanted = false;

/** Every list; costs with their number, so only a page that shows them all asks for it. */
export async function refreshOverviews() {
  overviewsAreWanted = true;
  await readAllLists();
}

/** What an answer changes: today, and all lists if they have been asked for. */
export async function refreshProgress() {
  await Promise.all([refreshToday(), overviewsAreWanted && readAllLists()]);
}

/** What an edit, an import or a merge may change. */
export async function refreshEverything() {
  await Promise.all([refreshSettings(), refreshAccount(), refreshProgress()]);
}

export async function refreshSettings() {
  settings.value = await running().database.read(["registers"], readSettings);
}

export async function refreshPreferences() {
  preferences.value = await readPreferences(running().database, globalThis.navigator?.language);
}

/** Where the database does not open, what must be told is told in the browser's language. */
export function assumePreferences() {
  preferences.value ??= defaultPreferences(globalThis.navigator?.language);
}

export async function refreshAccount() {
  account.value = await running().database.read(["meta"], (tx) => readMeta(tx, "account"));
}

export async function refreshStorage() {
  storageStatus.value = await readStorageStatus(globalThis.navigator?.storage, globalThis.caches);
}

/**
 * Read again into a signal; when two readings overlap, the one begun last is shown.
 * @template T
 * @param {() => Promise<T>} read
 * @param {{value: T | null}} shown
 * @returns {() => Promise<void>}
 */
function latest(read, shown) {
  let asked = 0;
  return async () => {
    asked += 1;
    const turn = asked;
    const value = await read();
    if (turn === asked) shown.value = value;
  };
}
