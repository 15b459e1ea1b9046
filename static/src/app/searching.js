// @ts-check
// The verbs of searching. What can be found is read once, and again when something has changed.
import { stopwatchMs } from "../lib/clock.js";
import { readEntries } from "../search/entries.js";
import { loadReadings } from "../search/readings.js";
import { search } from "../search/search.js";
import { SPEECH_STORES } from "../speeches/content.js";
import { running } from "./running.js";
import { today } from "./state.js";

/** @typedef {import("../search/search.js").Result} Result */

/** @type {{of: unknown, entries: Promise<import("../search/search.js").Entry[]>} | null} */
let held = null;

/** Every edit and every merge sets `today` anew. */
function entriesNow() {
  if (held?.of !== today.value) {
    held = { of: today.value, entries: running().database.read(SPEECH_STORES, readEntries) };
  }
  return held.entries;
}

const MOST_SHOWN = 60;

/**
 * @param {string} query
 * @param {() => boolean} cancelled something else is searched by now
 * @returns {Promise<{results: Result[], count: number} | null>} the best first; null: cancelled
 */
export async function searchFor(query, cancelled) {
  const [entries, readingsOf] = await Promise.all([entriesNow(), loadReadings().catch(() => null)]);
  const pause = () => /** @type {Promise<void>} */ (new Promise((resolve) => setTimeout(resolve)));
  return search(entries, query, readingsOf, {
    pause,
    cancelled,
    now: stopwatchMs,
    most: MOST_SHOWN,
  });
}
