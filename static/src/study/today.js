// @ts-check
// What is to do today. Reads by index only what the page shows, so that it costs the same with ten
// lists and with thousands.

import { readMeta } from "../db/meta.js";
import { snapshotStands } from "../db/snapshot.js";
import { readListContent, readListIds, readLists, readLiveDecks } from "../decks/read.js";
import { planRecital } from "../scheduling/plan.js";
import { listRetrievability, retrievability } from "../scheduling/retrievability.js";
import { readModel } from "../settings/parameters.js";
import { readSettings, studyDayNow } from "../settings/settings.js";
import { planItems } from "./begin.js";
import { learnSeconds, reciteSeconds } from "./cost.js";
import { overviewOf } from "./overview.js";

/** @typedef {import("../app/state.js").Today} Today */
/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../decks/read.js").ListContent} ListContent */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").Schedule} Schedule */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("../scheduling/memory.js").MemoryModel} MemoryModel */

/** @typedef {{study_day: number, model: MemoryModel}} Now */
/** @typedef {{schedule: Schedule, states: StateRow[]}} Remembered */
/** @typedef {{content: ListContent, states: StateRow[], due_day: number | null}} Studied */

/** So many due lists are shown; the others are counted. */
export const DUE_SHOWN = 30;

/** With a greater backlog, the worst are sought among so many that have been due the longest. */
const DUE_RANKED = 120;

/** Tomorrow's minutes are measured on so many of its lists. */
const FORECAST_SAMPLE = 12;

const TODAY_STORES = [
  ...["decks", "key_lists", "items", "registers"],
  ...["memory_states", "schedules", "meta"],
];

/**
 * @param {Database} database
 * @param {Moment} moment
 * @returns {Promise<Today>}
 */
export function readToday(database, moment) {
  return database.read(TODAY_STORES, async (tx) => {
    const [settings, model] = await Promise.all([readSettings(tx), readModel(tx)]);
    const study_day = studyDayNow(moment, settings);
    const now = { study_day, model };
    const recited = await readRecitedToday(tx, study_day);
    const [schedule_count, { ranked, due_count }, fresh, tomorrow] = await Promise.all([
      tx.objectStore("schedules").count(),
      rankDue(tx, now),
      readFresh(tx, (await snapshotStands(tx)) ? 0 : settings.new_lists_per_day - recited.begun),
      forecast(tx, { study_day: study_day + 1, model }),
    ]);
    const due = await readStudied(tx, ranked.slice(0, DUE_SHOWN));
    const seconds =
      scaled(
        due.map((each) => secondsToRecite(each, now)),
        due_count,
      ) + sum(fresh.map((content) => learnSeconds(content.items.length)));
    const is_first = schedule_count === 0;
    return {
      study_day,
      is_first,
      has_lists: !is_first || fresh.length > 0 || (await readLists(tx)).length > 0,
      due: due.map(({ content, states, due_day }) => overviewOf(content, states, due_day, now)),
      due_count,
      fresh: fresh.map((content) => overviewOf(content, [], null, now)),
      minutes: minutes(seconds),
      recited_today: { lists: recited.lists, items: recited.items },
      tomorrow,
    };
  });
}

/**
 * The lists recited on this study day, and how many of them were begun on it.
 * @param {Transaction} tx
 * @param {number} study_day
 */
async function readRecitedToday(tx, study_day) {
  const since = IDBKeyRange.lowerBound(study_day);
  const schedules = await tx.objectStore("schedules").index("last_study_day").getAll(since);
  const states = (await readStates(tx, schedules)).flatMap((each) => each.states);
  return {
    lists: schedules.length,
    items: states.filter((state) => state.last_study_day >= study_day).length,
    begun: schedules.filter((schedule) => schedule.first_study_day >= study_day).length,
  };
}

/**
 * The due lists: the one left midway, then the least likely to be recited whole.
 * @param {Transaction} tx
 * @param {Now} now
 * @returns {Promise<{ranked: Remembered[], due_count: number}>}
 */
async function rankDue(tx, { study_day, model }) {
  const until = IDBKeyRange.upperBound(study_day);
  const index = tx.objectStore("schedules").index("due_day");
  const [count, longestDue, midway] = await Promise.all([
    index.count(until),
    index.getAll(until, DUE_RANKED),
    readMidway(tx, study_day),
  ]);
  const due = longestDue.filter(({ key_list_id }) => key_list_id !== midway?.key_list_id);
  const ranked = (await readStates(tx, due))
    .map((each) => ({ ...each, recall: listRetrievability(each.states, study_day, model) ?? 1 }))
    .sort((a, b) => a.recall - b.recall || compareIds(a.schedule, b.schedule));
  if (!midway) return { ranked, due_count: count };
  const isDueToo = midway.due_day !== null && midway.due_day <= study_day;
  const first = await readStates(tx, [midway]);
  return { ranked: [...first, ...ranked], due_count: count + (isDueToo ? 0 : 1) };
}

/** @param {Schedule} a @param {Schedule} b */
const compareIds = (a, b) => (a.key_list_id < b.key_list_id ? -1 : 1);

/**
 * The list whose recital was left midway on this study day, due or not; none before its first answer.
 * @param {Transaction} tx
 * @param {number} study_day
 * @returns {Promise<Schedule | null>}
 */
async function readMidway(tx, study_day) {
  const open = await readMeta(tx, "recital");
  if (open?.study_day !== study_day) return null;
  const schedule = await tx.objectStore("schedules").get(open.key_list_id);
  return schedule?.last_study_day === study_day ? schedule : null;
}

/**
 * The states of the live items of lists.
 * @param {Transaction} tx
 * @param {Schedule[]} schedules
 * @returns {Promise<Remembered[]>}
 */
function readStates(tx, schedules) {
  const index = tx.objectStore("memory_states").index("key_list_id");
  const reads = schedules.map(async (schedule) => {
    return { schedule, states: await index.getAll(schedule.key_list_id) };
  });
  return Promise.all(reads);
}

/**
 * @param {Transaction} tx
 * @param {Remembered[]} remembered
 * @returns {Promise<Studied[]>}
 */
async function readStudied(tx, remembered) {
  const reads = remembered.map(async ({ schedule, states }) => {
    const content = await readListContent(tx, schedule.key_list_id);
    return content && { content, states, due_day: schedule.due_day };
  });
  return (await Promise.all(reads)).filter((each) => each !== null);
}

/**
 * Reads keys of lists only, until it has found as many as it needs.
 * @param {Transaction} tx
 * @param {number} allowance how many more may be begun today
 * @returns {Promise<ListContent[]>} never recited: of the learner's own decks, then of the library's, each in order
 */
async function readFresh(tx, allowance) {
  if (allowance <= 0) return [];
  const [decks, library, keys] = await Promise.all([
    readLiveDecks(tx),
    readMeta(tx, "library"),
    tx.objectStore("schedules").getAllKeys(),
  ]);
  const recited = new Set(keys);
  const isOwn = (/** @type {{id: string}} */ { id }) => !(library && id in library);
  const inTurn = [...decks.filter(isOwn), ...decks.filter((deck) => !isOwn(deck))];
  const fresh = [];
  for (const deck of inTurn) {
    for (const key_list_id of await readListIds(tx, deck.id)) {
      if (recited.has(key_list_id)) continue;
      const content = await readListContent(tx, key_list_id);
      if (content && content.items.length > 0) fresh.push(content);
      if (fresh.length === allowance) return fresh;
    }
  }
  return fresh;
}

/**
 * What comes tomorrow if today is done.
 * @param {Transaction} tx
 * @param {Now} tomorrow
 */
async function forecast(tx, tomorrow) {
  const index = tx.objectStore("schedules").index("due_day");
  const [due, sample] = await Promise.all([
    index.count(tomorrow.study_day),
    index.getAll(tomorrow.study_day, FORECAST_SAMPLE),
  ]);
  const studied = await readStudied(tx, await readStates(tx, sample));
  const seconds = scaled(
    studied.map((each) => secondsToRecite(each, tomorrow)),
    due,
  );
  return { due, minutes: minutes(seconds) };
}

/** @param {Studied} studied @param {Now} now */
function secondsToRecite({ content, states }, { study_day, model }) {
  const items = planItems(content.items, states);
  const asked = new Set(planRecital(items, study_day, model));
  const recalls = items
    .filter(({ item_id }) => asked.has(item_id))
    .map(({ state }) => state && retrievability(state, study_day, model));
  return reciteSeconds(recalls);
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/** The sum over `count` lists of which some were measured. @param {number[]} measured @param {number} count */
const scaled = (measured, count) =>
  measured.length === 0 ? 0 : (sum(measured) / measured.length) * count;

/** @param {number} seconds */
const minutes = (seconds) => Math.ceil(seconds / 60);
