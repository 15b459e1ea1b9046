// @ts-check
// What a new device begins with while years of reviews are on their way: the memory states of the
// weakest lists, replayed by the server. When all events are here, this device replays them itself,
// and nothing of the snapshot is left.
import { readMeta } from "../db/meta.js";
import { putRows, readRows } from "../db/rows.js";
import { noteSnapshot, snapshotStands } from "../db/snapshot.js";
import { newId } from "../lib/ids.js";
import { retrievability } from "../scheduling/retrievability.js";
import { rebuildTouched, requestRebuild } from "../study/rebuild.js";
import { APPLY_STORES } from "./apply-answer.js";
import { OfflineError, RefusedError, requestJson } from "./transport.js";

/**
 * @typedef {import("../db/open.js").Transaction} Transaction
 * @typedef {import("../lib/types.js").Item} Item
 * @typedef {import("../lib/types.js").StateRow} StateRow
 * @typedef {import("./exchange.js").SyncClient} SyncClient
 */

/** Fewer events are here before a snapshot would be. */
export const WORTH_A_SNAPSHOT = 5_000;
/** The lists of so many cards: more than anyone recites before the rest has come. */
const WEAKEST_CARDS = 150;
const DAY_MS = 86_400_000;

/**
 * @param {SyncClient} client
 * @returns {Promise<boolean>} whether there is something to recite now; false also when the server
 *   gives no snapshot, which is no harm
 */
export async function beginWithSnapshot({ database, fetch, now }) {
  const asked = await database.read(["meta"], (tx) => readMeta(tx, "account"));
  const answer = await requestJson(fetch, "GET", "/api/sync/snapshot").catch(unlessNotGiven);
  if (!Array.isArray(answer?.states)) return false;
  const states = new Map(answer.states.map((/** @type {any[]} */ row) => [row[0], stateOf(row)]));
  return database.write(APPLY_STORES, async (tx) => {
    const account = await readMeta(tx, "account");
    // Another learner may have signed in while the answer was on its way.
    if (!account || account.account_id !== asked?.account_id) return false;
    const live = (await liveItems(tx)).filter(({ card_id }) => states.has(card_id));
    await showLists(tx, live, weakestLists(live, states, Math.floor(now() / DAY_MS)), states);
    await noteSnapshot(tx, account.account_id);
    return true;
  });
}

/**
 * All events are here: what stood in for them goes, by a rebuild that `rebuildIfNeeded` makes.
 * @param {SyncClient} client
 */
export async function endSnapshot({ database }) {
  if (!(await database.read(["meta"], snapshotStands))) return;
  await database.write(["meta"], async (tx) => {
    await noteSnapshot(tx, null);
    await requestRebuild(tx, newId());
  });
}

/** @param {unknown} error @returns {null} */
function unlessNotGiven(error) {
  if (error instanceof OfflineError || error instanceof RefusedError) return null;
  throw error;
}

/** @param {any[]} row as GET /api/sync/snapshot answers @returns {StateRow} */
function stateOf([card_id, stability, difficulty, day, review_count, lapse_count, last_rating]) {
  const memory = { stability, difficulty, review_count, lapse_count, last_rating };
  return { card_id, ...memory, last_study_day: day, first_study_day: day };
}

/** @param {Transaction} tx @returns {Promise<Item[]>} of lists and decks that are not deleted */
async function liveItems(tx) {
  const [decks, key_lists, items] = await Promise.all(
    ["decks", "key_lists", "items"].map((name) => tx.objectStore(name).getAll()),
  );
  // A list whose deck is not here yet is shown.
  const gone = new Set(decks.filter(({ deleted }) => deleted).map(({ id }) => id));
  const live = key_lists.filter(({ deleted, deck_id }) => !deleted && !gone.has(deck_id));
  const shown = new Set(live.map(({ id }) => id));
  return items.filter(({ deleted, key_list_id }) => !deleted && shown.has(key_list_id));
}

/**
 * @param {Item[]} items that have a state
 * @param {Map<string, StateRow>} states by card id
 * @param {number} study_day about: it only decides what comes first
 * @returns {Set<string>} key list ids
 */
function weakestLists(items, states, study_day) {
  const weakest = items
    .map(({ card_id, key_list_id }) => {
      const state = /** @type {StateRow} */ (states.get(card_id));
      return { id: key_list_id, recall: retrievability(state, study_day) };
    })
    .sort((a, b) => a.recall - b.recall)
    .slice(0, WEAKEST_CARDS);
  return new Set(weakest.map(({ id }) => id));
}

/**
 * What was answered on this device keeps its own state.
 * @param {Transaction} tx
 * @param {Item[]} items that have a state
 * @param {Set<string>} key_list_ids
 * @param {Map<string, StateRow>} states by card id
 */
async function showLists(tx, items, key_list_ids, states) {
  const live = items.filter((item) => key_list_ids.has(item.key_list_id));
  const held = await readRows(
    tx,
    "memory_states",
    live.map(({ card_id }) => card_id),
  );
  const lacking = live.filter((_, index) => held[index] === undefined);
  putRows(
    tx,
    "memory_states",
    lacking.map(({ card_id, key_list_id }) => ({ ...states.get(card_id), key_list_id })),
  );
  await rebuildTouched(tx, { key_list_ids });
}
