// @ts-check
// One run of sync: exchanges until nothing waits and nothing is left to fetch, and what mends a
// server that was restored, a device that was copied, or a set that differs.
import { snapshotStands } from "../db/snapshot.js";
import { rebuildIfNeeded } from "../study/rebuild.js";
import { exchange } from "./exchange.js";
import { emptyMerge, summarizeMerge } from "./merge-summary.js";
import { BATCH_LIMITS } from "./outbox-batch.js";
import {
  becomeNewDevice,
  exchangeEverything,
  recountHeldEvents,
  rejectOnlyRow,
  startOver,
} from "./repair.js";
import { beginWithSnapshot, endSnapshot, WORTH_A_SNAPSHOT } from "./snapshot.js";
import { RefusedError } from "./transport.js";

/**
 * @typedef {import("./exchange.js").SyncClient} SyncClient
 * @typedef {import("./exchange.js").Round} Round
 */

/**
 * @typedef {object} RoundResult
 * @property {import("./merge-summary.js").MergeSummary | null} merge
 * @property {number | null} clock_skew_ms
 * @property {boolean} changed
 * @property {string | null} code `digest_mismatch` when even a full repair left a difference
 */

/**
 * @typedef {object} Listener what is told while a round runs
 * @property {(coming: number) => void} onProgress how many events are still to come, after each page
 * @property {() => void} onChanged there is something to recite, though not all has come
 */

/** A restored server or a copied device is mended at the first time; more means never. */
const MOST_MENDINGS = 3;

/**
 * @param {SyncClient} client
 * @param {Partial<Listener>} [listener]
 * @returns {Promise<RoundResult>}
 * @throws {import("./transport.js").OfflineError | RefusedError}
 */
export async function syncRound(client, listener = {}) {
  const round = newRound();
  try {
    await exchangeAll(client, round, listener);
    await endSnapshot(client);
  } finally {
    // A network that ends between two pages leaves events here whose states are still to be replayed.
    if (await rebuildIfNeeded(client.database)) listener.onChanged?.();
  }
  const { clock_skew_ms, changed, code } = round;
  return { merge: summarizeMerge(round.merge), clock_skew_ms, changed, code };
}

/**
 * @param {SyncClient} client
 * @param {RunningRound} round changed in place
 * @param {Partial<Listener>} listener
 */
async function exchangeAll(client, round, listener) {
  await countOnce(client);
  for (let step = await exchange(client, round); step !== "quiet"; ) {
    await mend(client, round, step);
    listener.onProgress?.(round.coming);
    if (step === "more" && (await wantsSnapshot(client, round))) {
      if (await beginWithSnapshot(client)) listener.onChanged?.();
    }
    if (round.code) return;
    step = await exchange(client, round);
  }
}

/** @typedef {Round & {code: string | null, mendings: number, asked_snapshot: boolean}} RunningRound */

/** @returns {RunningRound} */
const newRound = () => ({
  merge: emptyMerge(),
  limits: BATCH_LIMITS,
  clock_skew_ms: null,
  their_digest: null,
  refusal: null,
  changed: false,
  coming: 0,
  ahead: null,
  asked_snapshot: false,
  code: null,
  mendings: 0,
});

/**
 * Once in a round, when years of reviews are on their way.
 * @param {SyncClient} client
 * @param {RunningRound} round changed in place
 */
async function wantsSnapshot({ database }, round) {
  if (round.asked_snapshot || round.coming < WORTH_A_SNAPSHOT) return false;
  round.asked_snapshot = true;
  return !(await database.read(["meta"], snapshotStands));
}

/**
 * What is held is kept up from answer to answer; once in a page's life it is counted, so that rows
 * that the browser has lost are seen.
 * @param {SyncClient} client
 */
async function countOnce(client) {
  if (!client.is_counted) await recountHeldEvents(client);
  client.is_counted = true;
}

/**
 * @param {SyncClient} client
 * @param {RunningRound} round changed in place
 * @param {import("./exchange.js").Step} step
 */
async function mend(client, round, step) {
  if (step === "more") {
    round.limits = grown(round.limits);
  } else if (step === "too_much") {
    if (round.limits.rows === 1 && round.refusal) await rejectOnlyRow(client, round.refusal);
    round.limits = shrunk(round.limits);
  } else if (step === "diverged") {
    if (client.is_repaired) round.code = "digest_mismatch";
    else await exchangeEverything(client);
    client.is_repaired = true;
  } else if (++round.mendings > MOST_MENDINGS) {
    throw new RefusedError(200, "sync_stuck");
  } else if (step === "epoch_changed") await startOver(client);
  else if (step === "forked") await becomeNewDevice(client);
}

/** @param {import("./outbox-batch.js").BatchLimits} limits */
const grown = ({ rows, bytes }) => ({ rows: Math.min(rows * 2, BATCH_LIMITS.rows), bytes });

/** @param {import("./outbox-batch.js").BatchLimits} limits */
const shrunk = ({ rows, bytes }) => ({ rows: Math.max(1, Math.floor(rows / 2)), bytes });
