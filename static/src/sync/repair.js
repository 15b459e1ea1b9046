// @ts-check
// What mends the four things that can stand between a device and its server: a server of another
// epoch, a device id that two devices use, sets that differ, and an item that spoils every request.
import { readMeta, writeMeta } from "../db/meta.js";
import { queueEverything } from "../db/outbox.js";
import { newId } from "../lib/ids.js";
import { rebuildTouched } from "../study/rebuild.js";
import { isHeldByServer, keepAsRejected } from "./apply-ack.js";
import { APPLY_STORES } from "./apply-answer.js";
import { addToDigest, EMPTY_DIGEST } from "./digest.js";
import { AT_THE_START, changePosition, readPosition } from "./position.js";
import { RefusedError, requestJson } from "./transport.js";

/**
 * @typedef {import("../db/open.js").Transaction} Transaction
 * @typedef {import("./exchange.js").SyncClient} SyncClient
 */

/**
 * The server was restored: everything here counts as unsent, and everything there as unseen.
 * Another account's server life looks the same from here, and must never be given our reviews.
 * @param {SyncClient} client
 * @throws {RefusedError} other_account
 */
export async function startOver({ database, fetch, now }) {
  const theirs = await requestJson(fetch, "GET", "/api/account");
  await database.write(["meta", "outbox", "events", "registers"], async (tx) => {
    const ours = await readMeta(tx, "account");
    if (theirs.account_id !== ours?.account_id) throw new RefusedError(401, "other_account");
    await forgetWhatIsSent(tx, now());
    await changePosition(tx, { epoch: theirs.epoch });
  });
}

/**
 * @param {Transaction} tx over meta, outbox, events, registers, to write
 * @param {number} now_ms
 */
export async function forgetWhatIsSent(tx, now_ms) {
  await queueEverything(tx, now_ms);
  const { epoch, cursor, held } = AT_THE_START;
  await changePosition(tx, { epoch, cursor, held });
}

/**
 * This device was restored from a backup or copied: go on under a new id. What it made itself and no
 * server has answered yet is numbered anew and keeps its event ids; what was answered keeps its
 * numbers, and so does what other devices made and a file brought here: among ours in one row of
 * numbers, its times would be taken for those of a clock that jumps.
 * @param {SyncClient} client
 */
export async function becomeNewDevice({ database, fetch, device_name }) {
  const device_id = newId();
  await requestJson(fetch, "POST", "/api/devices", { id: device_id, name: device_name() });
  await database.write(APPLY_STORES, async (tx) => {
    const account = await readMeta(tx, "account");
    await writeMeta(tx, "account", account && { ...account, device_id });
    await takeNewId(tx, device_id);
  });
}

/**
 * @param {Transaction} tx over APPLY_STORES, to write
 * @param {string} device_id that the server knows as ours
 */
export async function takeNewId(tx, device_id) {
  await rebuildTouched(tx, { card_ids: await renumberUnsent(tx, device_id) });
}

/**
 * @param {Transaction} tx over meta, outbox, events, to write
 * @param {string} device_id the new one
 * @returns {Promise<Set<string>>} the cards whose order of replay may have changed
 */
async function renumberUnsent(tx, device_id) {
  const outbox = /** @type {any} */ (tx.objectStore("outbox"));
  const events = /** @type {any} */ (tx.objectStore("events"));
  const before = await readMeta(tx, "device");
  const card_ids = new Set();
  let dev_seq = 0;
  // Rejected rows have no order and stay behind the others.
  const rows = (await outbox.getAll()).filter((/** @type {any} */ row) => row.type === "event");
  for (const row of rows.sort(byOrder)) {
    const event = await events.get(row.id);
    if (event.effective_at_ms !== undefined || event.device_id !== before.device_id) continue;
    dev_seq += 1;
    await events.put({ ...event, device_id, dev_seq });
    if (row.order !== undefined) await outbox.put({ ...row, order: dev_seq });
    if (event.card_id) card_ids.add(event.card_id);
  }
  await writeMeta(tx, "device", { ...before, device_id, next_dev_seq: dev_seq + 1 });
  return card_ids;
}

/** @param {{order?: any}} a @param {{order?: any}} b */
const byOrder = (a, b) => (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE);

/**
 * Our set of events is not the server's: hand over all that is here and fetch all that is there.
 * @param {SyncClient} client
 */
export async function exchangeEverything({ database, now }) {
  await database.write(["meta", "outbox", "events", "registers"], async (tx) => {
    const { epoch } = await readPosition(tx);
    await forgetWhatIsSent(tx, now());
    await changePosition(tx, { epoch });
  });
}

/** @param {SyncClient} client */
export async function recountHeldEvents({ database }) {
  await database.write(["meta", "outbox", "events"], async (tx) => {
    await changePosition(tx, { held: await countHeldEvents(tx) });
  });
}

/**
 * @param {Transaction} tx over outbox, events
 * @returns {Promise<import("./digest.js").Digest>}
 */
async function countHeldEvents(tx) {
  const [ids, rows] = await Promise.all([
    tx.objectStore("events").getAllKeys(),
    tx.objectStore("outbox").getAll(),
  ]);
  const unsent = new Set(rows.filter((row) => !isHeldByServer(row)).map((row) => row.id));
  return addToDigest(
    EMPTY_DIGEST,
    ids.map(String).filter((id) => !unsent.has(id)),
  );
}

/**
 * The server refuses a request that holds a single row: that row is refused, and no other that has
 * taken its place at the head of the outbox meanwhile.
 * @param {SyncClient} client
 * @param {{id: string, error: RefusedError}} refusal
 */
export async function rejectOnlyRow({ database, now }, { id, error }) {
  await database.write(["outbox"], async (tx) => {
    const row = await tx.objectStore("outbox").get(id);
    if (row) await keepAsRejected(tx, row, error, now());
  });
}
