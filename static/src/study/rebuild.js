// @ts-check
// Memory states and schedules from events, content and settings. There is no other way in which
// they come to be, so an answer, a merge and a rebuild of everything cannot disagree.
import { readCardEvents } from "../db/events.js";
import { readMeta, writeMeta } from "../db/meta.js";
import { begun, replaceRows } from "../db/rows.js";
import { snapshotStands } from "../db/snapshot.js";
import { groupBy } from "../lib/group.js";
import { dueDay } from "../scheduling/due.js";
import { effectiveEvents, eventStudyDay } from "../scheduling/events.js";
import { replay } from "../scheduling/replay.js";
import { readModel } from "../settings/parameters.js";
import { readSettings } from "../settings/settings.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("../lib/types.js").Schedule} Schedule */
/** @typedef {import("../lib/types.js").KeyList} KeyList */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../scheduling/memory.js").MemoryModel} MemoryModel */
/** @typedef {{model: MemoryModel, desired_retention: number, deletedDecks: Set<string>}} Policy */

/** What a transaction that rebuilds must span. */
export const REBUILD_STORES = [
  ...["decks", "key_lists", "items", "registers", "events"],
  ...["memory_states", "schedules"],
];

/** Small enough that a chunk of the largest collections does not hold up the page. */
const CHUNKS_OF_CARDS = 256;
/** Lists are fewer than their items, and of a card all its events are read. */
const CHUNKS_OF_LISTS = 64;

/**
 * Rebuild the states of cards and the schedules of their lists, in the transaction that changed
 * their events or content.
 * @param {Transaction} tx over REBUILD_STORES, to write
 * @param {{card_ids?: Iterable<string>, key_list_ids?: Iterable<string>}} touched key_list_ids:
 *   lists beyond those of the cards
 * @returns {Promise<Map<string, Schedule | null>>} the new schedules by key list id
 */
export async function rebuildTouched(tx, { card_ids = [], key_list_ids = [] }) {
  // Requests are begun before earlier ones are awaited: an answer waits for a few rounds to the
  // database, not for a dozen. A transaction keeps the order in which they were begun.
  const policy = readPolicy(tx);
  const cards = [...new Set(card_ids)].map((card_id) => rebuildCard(tx, card_id, policy));
  const lists = new Set(key_list_ids);
  for (const touched of await Promise.all(cards)) for (const id of touched) lists.add(id);
  const schedules = [...lists].map(async (key_list_id) => {
    const schedule = await rebuildSchedule(tx, key_list_id, policy);
    return /** @type {const} */ ([key_list_id, schedule]);
  });
  return new Map(await Promise.all(schedules));
}

/**
 * Note that all derived rows are to be rebuilt (desired retention or parameters changed, or so many
 * events came that card by card is too slow), in the transaction that makes it so. Whoever does
 * calls `rebuildIfNeeded` after it; if the page dies before, the next start does.
 * @param {Transaction} tx over "meta", to write
 * @param {string} mark a new id: a rebuild that was begun before does not clear it
 */
export const requestRebuild = (tx, mark) => writeMeta(tx, "rebuild", mark);

/**
 * Not while a snapshot stands in for events that have not come: a replay of some of them would know less.
 * @param {Database} database
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function rebuildIfNeeded(database) {
  const mark = await database.read(["meta"], async (tx) =>
    (await snapshotStands(tx)) ? null : readMeta(tx, "rebuild"),
  );
  if (mark === null) return false;
  await rebuildAll(database);
  await database.write(["meta"], async (tx) => {
    if ((await readMeta(tx, "rebuild")) === mark) await writeMeta(tx, "rebuild", null);
  });
  return true;
}

/**
 * Drop and rebuild every memory state and schedule, chunk by chunk, each in its own transaction;
 * answers and merges may happen between two chunks.
 * @param {Database} database
 */
export async function rebuildAll(database) {
  for (const range of idRanges(CHUNKS_OF_CARDS)) {
    await database.write(REBUILD_STORES, (tx) => rebuildCardsIn(tx, range), "relaxed");
  }
  for (const range of idRanges(CHUNKS_OF_LISTS)) {
    await database.write(REBUILD_STORES, (tx) => rebuildSchedulesIn(tx, range), "relaxed");
  }
}

/** @param {Transaction} tx @returns {Promise<Policy>} */
async function readPolicy(tx) {
  const [model, { desired_retention }, decks] = await Promise.all([
    readModel(tx),
    readSettings(tx),
    tx.objectStore("decks").getAll(),
  ]);
  const deleted = decks.filter((deck) => deck.deleted).map(({ id }) => id);
  return { model, desired_retention, deletedDecks: new Set(deleted) };
}

/**
 * @param {Transaction} tx
 * @param {string} card_id
 * @param {Promise<Policy>} policy
 * @returns {Promise<string[]>} the lists whose states it changed
 */
async function rebuildCard(tx, card_id, policy) {
  const states = /** @type {any} */ (tx.objectStore("memory_states"));
  const [events, item, before, { model }] = await Promise.all([
    readCardEvents(tx, card_id),
    tx.objectStore("items").index("card_id").get(card_id),
    states.get(card_id),
    policy,
  ]);
  const after = stateRow(card_id, events, item, model);
  if (after) begun(states.put(after));
  else if (before) begun(states.delete(card_id));
  return [before?.key_list_id, item?.key_list_id].filter((id) => id !== undefined);
}

/**
 * @param {Transaction} tx
 * @param {string} key_list_id
 * @param {Promise<Policy>} policy
 * @returns {Promise<Schedule | null>}
 */
async function rebuildSchedule(tx, key_list_id, policy) {
  const [key_list, states, decided] = await Promise.all([
    tx.objectStore("key_lists").get(key_list_id),
    tx.objectStore("memory_states").index("key_list_id").getAll(key_list_id),
    policy,
  ]);
  const schedule = isLive(key_list, decided) ? scheduleRow(key_list_id, states, decided) : null;
  const schedules = /** @type {any} */ (tx.objectStore("schedules"));
  begun(schedule ? schedules.put(schedule) : schedules.delete(key_list_id));
  return schedule;
}

/**
 * @param {Transaction} tx
 * @param {IDBKeyRange} range of card ids
 */
async function rebuildCardsIn(tx, range) {
  const [policy, events, items] = await Promise.all([
    readPolicy(tx),
    tx.objectStore("events").index("card_id").getAll(range),
    tx.objectStore("items").index("card_id").getAll(range),
  ]);
  const itemOf = new Map(items.map((item) => [item.card_id, item]));
  const rows = [...groupBy(events, (event) => event.card_id)]
    .map(([card_id, ofCard]) => stateRow(card_id, ofCard, itemOf.get(card_id), policy.model))
    .filter((row) => row !== null);
  replaceRows(tx, "memory_states", range, rows);
}

/**
 * @param {Transaction} tx
 * @param {IDBKeyRange} range of key list ids
 */
async function rebuildSchedulesIn(tx, range) {
  const [policy, key_lists, states] = await Promise.all([
    readPolicy(tx),
    tx.objectStore("key_lists").getAll(range),
    tx.objectStore("memory_states").index("key_list_id").getAll(range),
  ]);
  const statesOf = groupBy(states, (state) => state.key_list_id);
  const rows = key_lists
    .filter((key_list) => isLive(key_list, policy))
    .map(({ id }) => scheduleRow(id, statesOf.get(id) ?? [], policy))
    .filter((row) => row !== null);
  replaceRows(tx, "schedules", range, rows);
}

/**
 * A state belongs to its list only while its item is live: the states of a list are then those that
 * its schedule and its retrievability need, and a deleted item keeps its memory.
 * @param {string} card_id
 * @param {ReviewEvent[]} events
 * @param {Item | undefined} item
 * @param {MemoryModel} model
 * @returns {StateRow | null}
 */
function stateRow(card_id, events, item, model) {
  const state = replay(events, model);
  if (!state) return null;
  const reviews = effectiveEvents(events).filter((event) => event.kind === "review");
  const first_study_day = Math.min(...reviews.map(eventStudyDay));
  const row = { ...state, card_id, first_study_day };
  return item && !item.deleted ? { ...row, key_list_id: item.key_list_id } : row;
}

/**
 * @param {string} key_list_id
 * @param {StateRow[]} states
 * @param {Policy} policy
 * @returns {Schedule | null}
 */
function scheduleRow(key_list_id, states, { desired_retention, model }) {
  if (states.length === 0) return null;
  return {
    key_list_id,
    due_day: dueDay(states, desired_retention, model),
    last_study_day: Math.max(...states.map((state) => state.last_study_day)),
    first_study_day: Math.min(...states.map((state) => state.first_study_day)),
  };
}

/** @param {KeyList | undefined} key_list @param {Policy} policy */
const isLive = (key_list, { deletedDecks }) =>
  key_list !== undefined && !key_list.deleted && !deletedDecks.has(key_list.deck_id);

/**
 * All ids in so many ranges; the first and the last are open, so that no id lies outside.
 * @param {64 | 256} count
 */
function idRanges(count) {
  const width = 256 / count;
  const bounds = Array.from({ length: count - 1 }, (_, index) =>
    ((index + 1) * width).toString(16).padStart(2, "0"),
  );
  return [
    IDBKeyRange.upperBound(bounds[0], true),
    ...bounds.slice(1).map((bound, index) => IDBKeyRange.bound(bounds[index], bound, false, true)),
    IDBKeyRange.lowerBound(bounds.at(-1)),
  ];
}
