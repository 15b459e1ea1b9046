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
  const answer = await requestJson(fetch, "GET", "/api/sync/snapshot").catch(unlessNotGiven);
  if (!Array.isArray(answer?.states)) return false;
  const states = new Map(answer.states.map((/** @type {any[]} */ row) => [row[0], stateOf(row)]));
  const weakest = weakestCards([...states.values()], Math.floor(now() / DAY_MS));
  return database.write(APPLY_STORES, async (tx) => {
    const account = await readMeta(tx, "account");
    if (!account) return false;
    await showLists(tx, await listsOf(tx, weakest), states);
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

/**
 * @param {StateRow[]} states
 * @param {number} study_day about: it only decides what comes first
 * @returns {string[]} card ids
 */
function weakestCards(states, study_day) {
  return states
    .map((state) => ({ id: state.card_id, recall: retrievability(state, study_day) }))
    .sort((a, b) => a.recall - b.recall)
    .slice(0, WEAKEST_CARDS)
    .map(({ id }) => id);
}

/** @param {Transaction} tx @param {string[]} card_ids @returns {Promise<Set<string>>} key list ids */
async function listsOf(tx, card_ids) {
  const index = tx.objectStore("items").index("card_id");
  const items = await Promise.all(card_ids.map((id) => index.get(id)));
  return new Set(items.filter((item) => item && !item.deleted).map((item) => item.key_list_id));
}

/**
 * What was answered on this device keeps its own state.
 * @param {Transaction} tx
 * @param {Set<string>} key_list_ids
 * @param {Map<string, StateRow>} states by card id
 */
async function showLists(tx, key_list_ids, states) {
  const index = tx.objectStore("items").index("key_list_id");
  const items = (await Promise.all([...key_list_ids].map((id) => index.getAll(id)))).flat();
  const live = items.filter(
    (/** @type {Item} */ item) => !item.deleted && states.has(item.card_id),
  );
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
