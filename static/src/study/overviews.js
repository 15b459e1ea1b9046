// @ts-check
// Every list with the memory of its items, read in bulk: for the page of all lists only.
import { liveItems, readLists } from "../decks/read.js";
import { groupBy } from "../lib/group.js";
import { readModel } from "../settings/parameters.js";
import { readSettings, studyDayNow } from "../settings/settings.js";
import { overviewOf } from "./overview.js";

/** @typedef {import("../app/state.js").Overview} Overview */
/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../lib/types.js").Moment} Moment */

const OVERVIEW_STORES = [
  ...["decks", "key_lists", "items", "registers"],
  ...["memory_states", "schedules"],
];

/**
 * @param {Database} database
 * @param {Moment} moment
 * @returns {Promise<Overview[]>} in the order of decks and lists
 */
export function readOverviews(database, moment) {
  return database.read(OVERVIEW_STORES, async (tx) => {
    const [settings, model, lists, items, states, schedules] = await Promise.all([
      readSettings(tx),
      readModel(tx),
      readLists(tx),
      tx.objectStore("items").getAll(),
      tx.objectStore("memory_states").getAll(),
      tx.objectStore("schedules").getAll(),
    ]);
    const now = { study_day: studyDayNow(moment, settings), model };
    const itemsOf = groupBy(items, (item) => item.key_list_id);
    const statesOf = groupBy(states, (state) => state.key_list_id);
    const dueDayOf = new Map(schedules.map(({ key_list_id, due_day }) => [key_list_id, due_day]));
    return lists.map(({ key_list, deck }) => {
      const content = { key_list, deck, items: liveItems(itemsOf.get(key_list.id) ?? []) };
      const due_day = dueDayOf.get(key_list.id) ?? null;
      return overviewOf(content, statesOf.get(key_list.id) ?? [], due_day, now);
    });
  });
}
