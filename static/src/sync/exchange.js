// @ts-check
// One exchange with the server: what waits goes up, what is new comes down, and the answer is
// written before anything else is asked. `round.js` repeats it until nothing is left.
import { readMeta } from "../db/meta.js";
import { APPLY_STORES, applyAnswer } from "./apply-answer.js";
import { sameDigest } from "./digest.js";
import { editsDiffer } from "./edit-check.js";
import { gatherMerge } from "./merge-summary.js";
import { readBatch } from "./outbox-batch.js";
import { readPosition } from "./position.js";
import { OfflineError, RefusedError, requestJson } from "./transport.js";

/**
 * @typedef {object} SyncClient one device; everything that is not its database is given to it
 * @property {import("../db/open.js").Database} database
 * @property {typeof globalThis.fetch} fetch
 * @property {() => number} now epoch milliseconds by this device's clock
 * @property {() => string} device_name for the list of devices
 * @property {boolean} [is_counted] the held events were counted since the page was opened
 * @property {import("./edit-check.js").Agreed | null} [agreed_edits] when the edits were last counted
 * @property {boolean} [is_repaired] everything was exchanged, and the sets were not seen equal since
 */

/**
 * @typedef {object} Round what one run of sync gathers
 * @property {import("./merge-summary.js").Merge} merge
 * @property {import("./outbox-batch.js").BatchLimits} limits
 * @property {number | null} clock_skew_ms how far this device's clock is behind the server's
 * @property {import("./digest.js").Digest | null} their_digest of the last answer
 * @property {{id: string, error: RefusedError} | null} refusal of a whole request for what is in it;
 *   id: of its first row
 * @property {boolean} changed something came that a page may show
 * @property {number} coming events of the account that are not here yet, by the last answer
 * @property {{request: SyncRequest, answer: Promise<any>} | null} ahead the next page, on its way
 */

/**
 * @typedef {"more" | "quiet" | "epoch_changed" | "forked" | "too_much" | "diverged"} Step
 *   what the exchange calls for next
 */

const PROTOCOL_VERSION = 1;
/** Rows of one page: written in one transaction, which a learner's answer may have to wait for. */
const PAGE_ROWS = 500;
/** On a new device the pages are many, and each has its own price. */
const LARGE_PAGE_ROWS = 2_000;

/**
 * @param {SyncClient} client
 * @param {Round} round changed in place
 * @returns {Promise<Step>}
 * @throws {OfflineError | RefusedError}
 */
export async function exchange(client, round) {
  const { request, account_id } = await readRequest(client, round.limits);
  const answering = takeAhead(round, request) ?? push(client, request);
  const answer = await answering.catch((error) => mendable(error, request, round));
  if (typeof answer === "string") return /** @type {Step} */ (answer);
  round.clock_skew_ms = answer.server_now_ms - client.now();
  round.their_digest = answer.digest ?? null;
  if (answer.outcome === "epoch_changed") return "epoch_changed";
  if (answer.has_more && sizeOf(request) === 0) fetchAhead(client, round, request, answer);
  const apply = async (/** @type {import("../db/open.js").Transaction} */ tx) => {
    await requireSameLearner(tx, account_id, request.device_id);
    return applyAnswer(tx, request, answer, client.now());
  };
  // What was only fetched can be fetched again: its page and cursor are lost together or not at all.
  const durability = sizeOf(request) === 0 ? "relaxed" : "strict";
  const applied = await client.database.write(APPLY_STORES, apply, durability);
  if (answer.edit_acks.length + answer.edits.length > 0) client.agreed_edits = null;
  gatherMerge(round.merge, applied.pulled, applied.pushed);
  round.changed ||= applied.touched_cards.size > 0 || applied.edits_won.length > 0;
  round.coming = countComing(answer, applied);
  const step = nextStep(request, answer, applied);
  if (step !== "quiet" || !isComparable(answer, applied)) return step;
  if (await editsDiffer(client, answer.digest)) return "diverged";
  client.is_repaired = false; // the repair has helped, and the next difference is another one
  return "quiet";
}

/**
 * @param {SyncClient} client
 * @param {import("./outbox-batch.js").BatchLimits} limits
 */
function readRequest({ database, now }, limits) {
  return database.read(["meta", "outbox", "events", "registers"], async (tx) => {
    const { account_id } = (await readMeta(tx, "account")) ?? signedOut();
    const { device_id } = await readMeta(tx, "device");
    const { epoch, cursor } = await readPosition(tx);
    const request = {
      protocol_version: PROTOCOL_VERSION,
      device_id,
      epoch,
      client_now_ms: now(),
      cursor,
      limit: PAGE_ROWS,
      ...(await readBatch(tx, limits)),
    };
    return { request, account_id };
  });
}

/** @typedef {Awaited<ReturnType<typeof readRequest>>["request"]} SyncRequest */

/**
 * Ask for the next page while this one is written. Asking changes nothing, so an answer that is not
 * used is no loss.
 * @param {SyncClient} client
 * @param {Round} round changed in place
 * @param {SyncRequest} request that brought nothing
 * @param {{epoch: string, next_cursor: number}} answer
 */
function fetchAhead(client, round, request, { epoch, next_cursor }) {
  const moved = { epoch, cursor: next_cursor, limit: LARGE_PAGE_ROWS };
  const next = { ...request, ...moved, client_now_ms: client.now() };
  const answer = push(client, next);
  answer.catch(() => {}); // told to whoever uses it
  round.ahead = { request: next, answer };
}

/**
 * @param {Round} round changed in place
 * @param {SyncRequest} request
 * @returns {Promise<any> | null} the answer that is on its way, if it is the answer to this
 */
function takeAhead(round, request) {
  const { ahead } = round;
  round.ahead = null;
  if (!ahead || sizeOf(request) > 0) return null;
  const isSame = (/** @type {"device_id" | "epoch" | "cursor"} */ name) =>
    ahead.request[name] === request[name];
  return isSame("device_id") && isSame("epoch") && isSame("cursor") ? ahead.answer : null;
}

/**
 * The learner may have signed out while the answer was on its way: it must not fill the device of
 * whoever comes next, nor mark as sent what was just unlinked.
 * @param {import("../db/open.js").Transaction} tx
 * @param {string} account_id
 * @param {string} device_id
 */
async function requireSameLearner(tx, account_id, device_id) {
  const account = await readMeta(tx, "account");
  const device = await readMeta(tx, "device");
  if (account?.account_id !== account_id || device.device_id !== device_id) signedOut();
}

/** @returns {never} */
function signedOut() {
  throw new RefusedError(401, "signed_out");
}

/**
 * @param {SyncClient} client
 * @param {SyncRequest} request
 * @returns {Promise<any>} the answer
 */
async function push({ fetch, now }, request) {
  return whole(await requestJson(fetch, "POST", "/api/sync", request, { now_ms: now() }));
}

/**
 * @param {unknown} error
 * @param {SyncRequest} request
 * @param {Round} round changed in place
 * @returns {Step} what mends the refusal
 */
function mendable(error, request, round) {
  if (!(error instanceof RefusedError)) throw error;
  if (error.code === "device_mismatch") return "forked";
  // One item has spoiled the body for all: smaller ones find it.
  const isForItsContent = [400, 413, 422].includes(error.status) && sizeOf(request) > 0;
  if (!isForItsContent) throw error;
  const { events, edits } = request;
  round.refusal = { id: String(events[0]?.event_id ?? edits[0].op_id), error };
  return "too_much";
}

/** @param {{events: any[], edits: any[]}} request */
const sizeOf = ({ events, edits }) => events.length + edits.length;

/**
 * @param {any} answer
 * @returns {any} the same
 * @throws {OfflineError} JSON, but not of our server
 */
function whole(answer) {
  const isOurs = typeof answer?.epoch === "string" && Number.isInteger(answer.server_now_ms);
  const isWhole =
    answer?.outcome === "epoch_changed" ||
    (answer?.outcome === "ok" &&
      ["event_acks", "edit_acks", "events", "edits"].every((name) => Array.isArray(answer[name])) &&
      Number.isInteger(answer.next_cursor));
  if (isOurs && isWhole) return answer;
  throw new OfflineError("not an answer of the server");
}

/**
 * @param {SyncRequest} request
 * @param {any} answer
 * @param {import("./apply-answer.js").Applied} applied
 * @returns {Step}
 */
function nextStep(request, answer, applied) {
  if (applied.forked) return "forked";
  if (answer.has_more) return "more";
  if (sizeOf(request) > 0 && applied.settled === 0) {
    throw new RefusedError(200, "sync_stuck", { message: "what was sent was not acknowledged" });
  }
  if (sizeOf(request) > 0 && applied.waiting > 0) return "more";
  const isSame = !isComparable(answer, applied) || sameDigest(applied.held, answer.digest);
  return isSame ? "quiet" : "diverged";
}

/**
 * What waits to be sent is here, and after a server was restored the account has much of it.
 * @param {any} answer
 * @param {import("./apply-answer.js").Applied} applied
 * @returns {number} at most a few less than there are, while edits wait
 */
const countComing = ({ digest }, { held, waiting }) =>
  Math.max(0, (digest?.event_count ?? 0) - held.event_count - waiting);

/**
 * Not while something waits, nor when another tab has fetched what this answer does not know.
 * @param {any} answer
 * @param {import("./apply-answer.js").Applied} applied
 * @returns {boolean}
 */
const isComparable = (answer, applied) =>
  applied.waiting === 0 && applied.stands && Boolean(answer.digest);
