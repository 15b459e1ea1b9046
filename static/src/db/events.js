// @ts-check
// The review events: a set that only grows. Whoever adds or changes one must rebuild its card in
// the same transaction (study/rebuild.js: rebuildTouched).

import { addNewRows, readRows } from "./rows.js";

/** @typedef {import("./open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */

/** @param {Transaction} tx @returns {any} */
const events = (tx) => tx.objectStore("events");

/** @param {Transaction} tx over "events" @param {string} card_id @returns {Promise<ReviewEvent[]>} */
export const readCardEvents = (tx, card_id) => events(tx).index("card_id").getAll(card_id);

/** @param {Transaction} tx over "events" @param {ReviewEvent} event a new one of this device */
export const addEvent = (tx, event) => events(tx).add(event);

/**
 * Join a page of sync. A known id keeps its content and only gains what the server gives: seq,
 * received_at_ms, effective_at_ms.
 * @param {Transaction} tx over "events", to write
 * @param {ReviewEvent[]} incoming
 * @returns {Promise<{added: ReviewEvent[], card_ids: Set<string>}>} card_ids: to be rebuilt
 */
export const mergeEvents = (tx, incoming) => join(tx, incoming, giveTimes);

/**
 * Join an imported file. A known id stays as it is: only a server may give it another time.
 * @param {Transaction} tx over "events", to write
 * @param {ReviewEvent[]} incoming
 * @returns {Promise<{added: ReviewEvent[], card_ids: Set<string>}>} card_ids: to be rebuilt
 */
export const addUnknownEvents = (tx, incoming) => join(tx, incoming, async () => false);

/**
 * @param {Transaction} tx
 * @param {ReviewEvent[]} incoming
 * @param {typeof giveTimes} meetKnown what the known one takes from the incoming one; resolves to
 *   whether its card must be replayed
 */
async function join(tx, incoming, meetKnown) {
  const rows = firstOfEachId(incoming);
  const isNew = await addNewRows(tx, "events", rows);
  const added = rows.filter((_, index) => isNew[index]);
  const met = rows.filter((_, index) => !isNew[index]);
  const known = await readRows(
    tx,
    "events",
    met.map((event) => event.event_id),
  );
  const changed = await Promise.all(known.map((event, index) => meetKnown(tx, event, met[index])));
  const replayed = [...added, ...known.filter((_, index) => changed[index])];
  // What a newer version wrote may belong to no card.
  const card_ids = replayed.map((event) => event.card_id).filter((id) => typeof id === "string");
  return { added, card_ids: new Set(card_ids) };
}

/** @param {ReviewEvent[]} events */
function firstOfEachId(events) {
  const seen = new Set();
  return events.filter(({ event_id }) => !seen.has(event_id) && seen.add(event_id));
}

/**
 * @param {Transaction} tx
 * @param {ReviewEvent} event as stored
 * @param {{effective_at_ms?: number, seq?: number, received_at_ms?: number}} given
 * @returns {Promise<boolean>} whether its effective time changed
 */
async function giveTimes(tx, event, { effective_at_ms, seq, received_at_ms }) {
  const before = event.effective_at_ms ?? event.occurred_at_ms;
  const updated = {
    ...event,
    ...(effective_at_ms !== undefined && { effective_at_ms }),
    ...(seq !== undefined && { seq }),
    ...(received_at_ms !== undefined && { received_at_ms }),
  };
  await events(tx).put(updated);
  return (updated.effective_at_ms ?? updated.occurred_at_ms) !== before;
}
