// @ts-check
// The verbs of the page: everything a view may do. Each reads the clock once, lets a stage do the
// work, and sets the signals of state.js. A verb that fails throws an error with a `code`.

import { edit } from "../decks/edits.js";
import { readListContent } from "../decks/read.js";
import { moment } from "../lib/clock.js";
import { newId, SETTINGS_ID } from "../lib/ids.js";
import { changePreference as savePreference } from "../settings/preferences.js";
import { isSetting } from "../settings/settings.js";
import { saveReview, saveUndo } from "../study/answers.js";
import { beginRecital as openRecital, keepHint as saveHint } from "../study/begin.js";
import { countedRating, currentPlace, isFinished, mark, undo } from "../study/recital.js";
import { inBackground, openApp } from "./open.js";
import * as portable from "./portable.js";
import {
  refreshEverything,
  refreshOverviews,
  refreshPreferences,
  refreshProgress,
  refreshStorage,
  refreshToday,
} from "./refresh.js";
import { running } from "./running.js";
import { askToPersist } from "./storage.js";

/** @typedef {import("../lib/types.js").KeyList} KeyList */
/** @typedef {import("../lib/types.js").Deck} Deck */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("../lib/types.js").Rating} Rating */
/** @typedef {import("../study/recital.js").Recital} Recital */

export { openApp, refreshOverviews, refreshToday };

/**
 * @param {string} key_list_id
 * @returns {Promise<{key_list: KeyList, deck: Deck, items: Item[], states: StateRow[],
 *   due_day: number | null} | null>} null: no such list
 */
export const readKeyList = (key_list_id) =>
  running().database.read(
    ["decks", "key_lists", "items", "memory_states", "schedules"],
    async (tx) => {
      const [content, states, schedule] = await Promise.all([
        readListContent(tx, key_list_id),
        tx.objectStore("memory_states").index("key_list_id").getAll(key_list_id),
        tx.objectStore("schedules").get(key_list_id),
      ]);
      return content && { ...content, states, due_day: schedule?.due_day ?? null };
    },
  );

/**
 * Begin, or go on with the one left midway today.
 * @param {string} key_list_id
 * @param {{all?: boolean}} [options] all: ask every item
 * @returns {Promise<Recital>}
 * @throws {import("../study/begin.js").NoSuchList}
 */
export async function beginRecital(key_list_id, { all = false } = {}) {
  const now = moment();
  const options = { all, recital_id: newId() };
  const recital = await openRecital(running().database, key_list_id, options, now);
  startLap(now.now_ms);
  return recital;
}

/** A hint was taken. @param {Recital} recital */
export const keepHint = (recital) =>
  inBackground(() => saveHint(running().database, recital, moment()));

/**
 * Mark the revealed item. The promise resolves when the answer is on the disk: only then "saved".
 * @param {Recital} recital
 * @param {Rating} rating
 * @param {(marked: Recital) => void} [show] called at once with the recital as it goes on, so that
 *   the next prompt need not wait for the disk
 * @returns {Promise<Recital>}
 * @throws {import("../db/errors.js").StorageFull} nothing was written; the recital stays where it was
 */
export async function answer(recital, rating, show) {
  const place = currentPlace(recital);
  const event_id = newId();
  const marked = mark(recital, rating, event_id);
  if (!place || marked === recital) return recital;
  show?.(marked);
  const now = moment();
  const counted = countedRating(place, rating);
  const { card_id } = place.item;
  const review = { event_id, card_id, rating: counted, duration_ms: lapMs(now.now_ms) };
  const due_day = await saveReview(running().database, review, marked, now);
  startLap(now.now_ms);
  progressMade(isFinished(marked));
  return { ...marked, due_day };
}

/** Take back the last answer (an event too). @param {Recital} recital @returns {Promise<Recital>} */
export async function undoAnswer(recital) {
  const last = recital.history.at(-1);
  const undone = undo(recital);
  if (!last?.event_id) return undone;
  const { card_id } = last.before.places[last.before.at].item;
  const event = { event_id: newId(), card_id, target_event_id: last.event_id };
  const now = moment();
  const due_day = await saveUndo(running().database, event, undone, now);
  startLap(now.now_ms);
  progressMade(isFinished(recital));
  return { ...undone, due_day };
}

/**
 * @param {"desired_retention" | "new_lists_per_day" | "rollover_hour"} name
 * @param {number} value
 * @returns {Promise<void>}
 * @throws {RangeError} outside of its range
 */
export async function changeSetting(name, value) {
  if (!isSetting(name, value)) throw new RangeError(`${name} cannot be ${value}`);
  const change = { record_id: SETTINGS_ID, field: name, value };
  await edit(running().database, { kind: "settings", ...change }, moment());
  await everythingChanged();
}

/**
 * @param {"language" | "theme"} name
 * @param {string} value
 * @returns {Promise<void>}
 */
export async function changePreference(name, value) {
  await savePreference(running().database, name, value);
  running().tabs.announce("preferences");
  await refreshPreferences();
}

/** @returns {Promise<import("./state.js").SyncStatus>} how it ended */
export const syncNow = () => running().syncer.now();

/** @param {{name: string, password: string}} credentials @returns {Promise<{recovery_code: string}>} */
export const createAccount = (credentials) => running().accounts.create(credentials);

/** @param {{name: string, password: string}} credentials @returns {Promise<void>} */
export const signIn = (credentials) => running().accounts.signIn(credentials);

/** @param {{discard_unsent?: boolean}} [options] @returns {Promise<void>} */
export const signOut = (options) => running().accounts.signOut(options);

/** @returns {Promise<void>} */
export const leaveAccount = () => running().accounts.leaveAccount();

/** @param {{current_password: string, new_password: string}} change @returns {Promise<void>} */
export const changePassword = (change) => running().accounts.changePassword(change);

/**
 * @param {{name: string, recovery_code: string, new_password: string}} recovery
 * @returns {Promise<{recovery_code: string}>} the next one
 */
export const recover = (recovery) => running().accounts.recover(recovery);

/** @param {{password: string}} proof @returns {Promise<{recovery_code: string}>} */
export const newRecoveryCode = (proof) => running().accounts.newRecoveryCode(proof);

/** @returns {Promise<any[]>} as GET /api/devices answers */
export const listDevices = () => running().accounts.listDevices();

/** @param {string} device_id @returns {Promise<void>} */
export const revokeDevice = (device_id) => running().accounts.revokeDevice(device_id);

/** @param {{password: string}} proof @returns {Promise<void>} */
export const deleteAccount = (proof) => running().accounts.deleteAccount(proof);

/** @returns {Promise<Blob>} one JSON file, see app/portable.js */
export async function exportEverything() {
  const everything = await portable.exportEverything(running().database, moment());
  return new Blob([JSON.stringify(everything)], { type: "application/json" });
}

/**
 * @param {Blob} file
 * @param {(progress: import("./portable.js").Progress) => void} [onProgress]
 * @returns {Promise<{events: number, edits: number}>} how many were new
 * @throws {import("./portable-check.js").NotPortable} what is wrong in the file; nothing was written
 */
export async function importEverything(file, onProgress) {
  const text = await portable.readFile(file);
  const imported = await portable.importEverything(running().database, text, moment(), onProgress);
  await everythingChanged();
  return imported;
}

/** @param {boolean} finished a recital has ended, or goes on again */
function progressMade(finished) {
  const { tabs, syncer } = running();
  tabs.announce("progress");
  inBackground(() => syncer.soon());
  if (finished) inBackground(afterRecital);
}

async function afterRecital() {
  await refreshProgress();
  await askToPersist(globalThis.navigator?.storage);
  await refreshStorage();
}

/** What was written may be seen anywhere: other tabs, the server and every signal follow. */
export async function everythingChanged() {
  const { tabs, syncer } = running();
  tabs.announce("everything");
  inBackground(() => syncer.soon());
  await refreshEverything();
}

/** When the learner began to think about what is asked now. */
let lap_began_at_ms = 0;

/** Longer than this nobody thinks about an item: the phone was put away. */
const LONGEST_LAP_MS = 600_000;

/** @param {number} now_ms */
function startLap(now_ms) {
  lap_began_at_ms = now_ms;
}

/** @param {number} now_ms */
const lapMs = (now_ms) => Math.min(Math.max(0, now_ms - lap_began_at_ms), LONGEST_LAP_MS);
