// @ts-check
// The review events: a set that only grows. Whoever adds or changes one must rebuild its card in
// the same transaction (study/rebuild.js: rebuildTouched).

import { addRows, readRows } from "./rows.js";

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
  const ids = incoming.map((event) => event.event_id);
  const known = await readRows(tx, "events", ids);
  /** @type {{added: ReviewEvent[], card_ids: Set<string>}} */
  const merged = { added: [], card_ids: new Set() };
  const seen = new Set();
  const writes = incoming.map(async (event, index) => {
    if (seen.has(event.event_id)) return;
    seen.add(event.event_id);
    if (known[index]) {
      const changed = await meetKnown(tx, known[index], event);
      if (changed && known[index].card_id) merged.card_ids.add(known[index].card_id);
      return;
    }
    merged.added.push(event);
    // What a newer version wrote may belong to no card.
    if (typeof event.card_id === "string") merged.card_ids.add(event.card_id);
  });
  await Promise.all(writes);
  addRows(tx, "events", merged.added);
  return merged;
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
