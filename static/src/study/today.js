// @ts-check
// What is to do today. Reads by index only what the page shows, so that it costs the same with ten
// lists and with thousands.

import { readMeta } from "../db/meta.js";
import { readListContent, readLists, readLiveItems } from "../decks/read.js";
import { groupBy } from "../lib/group.js";
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
/** @typedef {{content: ListContent, states: StateRow[], due_day: number | null}} Studied */

/** More due lists than this are ranked and counted, but not read in full. */
export const DUE_SHOWN = 40;

/** Beyond this many lists, one read of all states is cheaper than one by one. */
const READ_ONE_BY_ONE = 60;

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
    const ranked = await rankDue(tx, now);
    const due = await readStudied(tx, ranked.slice(0, DUE_SHOWN));
    const fresh = await readFresh(tx, settings.new_lists_per_day - recited.begun);
    const seconds =
      scaled(
        due.map((each) => secondsToRecite(each, now)),
        ranked.length,
      ) + sum(fresh.map((content) => learnSeconds(content.items.length)));
    return {
      study_day,
      due: due.map(({ content, states, due_day }) => overviewOf(content, states, due_day, now)),
      due_count: ranked.length,
      fresh: fresh.map((content) => overviewOf(content, [], null, now)),
      minutes: minutes(seconds),
      recited_today: { lists: recited.lists, items: recited.items },
      tomorrow: await forecast(tx, { study_day: study_day + 1, model }),
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
  const statesOf = await readStates(tx, schedules);
  const items = sum(
    schedules.map(({ key_list_id }) => {
      const states = statesOf.get(key_list_id) ?? [];
      return states.filter((state) => state.last_study_day >= study_day).length;
    }),
  );
  const begun = schedules.filter((schedule) => schedule.first_study_day >= study_day).length;
  return { lists: schedules.length, items, begun };
}

/**
 * All due lists: the one left midway, then the least likely to be recited whole.
 * @param {Transaction} tx
 * @param {Now} now
 * @returns {Promise<Schedule[]>}
 */
async function rankDue(tx, { study_day, model }) {
  const until = IDBKeyRange.upperBound(study_day);
  const schedules = await tx.objectStore("schedules").index("due_day").getAll(until);
  const midway = await readMidway(tx, study_day);
  const due = schedules.filter(({ key_list_id }) => key_list_id !== midway?.key_list_id);
  const statesOf = await readStates(tx, due);
  const rank = due.map((schedule) => {
    const recall = listRetrievability(statesOf.get(schedule.key_list_id) ?? [], study_day, model);
    return { schedule, recall: recall ?? 1 };
  });
  rank.sort((a, b) => a.recall - b.recall || compareIds(a.schedule, b.schedule));
  const worstFirst = rank.map(({ schedule }) => schedule);
  return midway ? [midway, ...worstFirst] : worstFirst;
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
 * @returns {Promise<Map<string, StateRow[]>>} by key list id
 */
async function readStates(tx, schedules) {
  const store = tx.objectStore("memory_states");
  if (schedules.length > READ_ONE_BY_ONE) {
    return groupBy(await store.getAll(), (state) => state.key_list_id);
  }
  const reads = schedules.map(async ({ key_list_id }) => {
    const states = await store.index("key_list_id").getAll(key_list_id);
    return /** @type {[string, StateRow[]]} */ ([key_list_id, states]);
  });
  return new Map(await Promise.all(reads));
}

/**
 * @param {Transaction} tx
 * @param {Schedule[]} schedules
 * @returns {Promise<Studied[]>}
 */
async function readStudied(tx, schedules) {
  const statesOf = await readStates(tx, schedules);
  const reads = schedules.map(async ({ key_list_id, due_day }) => {
    const content = await readListContent(tx, key_list_id);
    return content && { content, states: statesOf.get(key_list_id) ?? [], due_day };
  });
  return (await Promise.all(reads)).filter((each) => each !== null);
}

/**
 * @param {Transaction} tx
 * @param {number} allowance how many more may be begun today
 * @returns {Promise<ListContent[]>} never recited, in the order of the decks
 */
async function readFresh(tx, allowance) {
  if (allowance <= 0) return [];
  const [lists, keys] = await Promise.all([
    readLists(tx),
    tx.objectStore("schedules").getAllKeys(),
  ]);
  const recited = new Set(keys);
  const fresh = [];
  for (const { key_list, deck } of lists) {
    if (recited.has(key_list.id)) continue;
    const items = await readLiveItems(tx, key_list.id);
    if (items.length > 0) fresh.push({ key_list, deck, items });
    if (fresh.length === allowance) break;
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
  const studied = await readStudied(tx, sample);
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
