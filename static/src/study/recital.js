// @ts-check
// A recital as a value: each verb takes one and returns the next; one that does not apply returns
// the same value. Pure: ids and ratings come in, nothing is saved here.
//
// The learner says the whole list. Asked places are revealed one after the other and marked;
// the others are shown. What was missed comes again in the next round, until nothing is missed.

/** @typedef {import("../lib/types.js").Rating} Rating */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").KeyList} KeyList */

/**
 * @typedef {object} Place
 * @property {Item} item
 * @property {boolean} asked false: shown in its place
 * @property {Rating | null} outcome of the latest asking; null: to be asked
 * @property {Rating | null} first_outcome of the first asking
 * @property {boolean} revealed
 * @property {boolean} hinted in this asking
 */

/**
 * @typedef {object} Step one that can be undone
 * @property {Omit<Recital, "history">} before
 * @property {string | null} event_id of the saved answer; null: nothing was saved
 */

/**
 * @typedef {object} Recital
 * @property {string} recital_id
 * @property {KeyList} key_list
 * @property {Place[]} places all items, in order
 * @property {number} round from 1; later rounds ask what was missed in the round before
 * @property {number} at index of the place that is asked now; places.length when finished
 * @property {Step[]} history oldest first
 * @property {number | null} due_day of the list after the last saved answer
 * @property {string} [learner_id] whose device it was at the beginning: db/device.js
 */

/**
 * @param {object} start
 * @param {string} start.recital_id
 * @param {KeyList} start.key_list
 * @param {Item[]} start.items live ones, in order
 * @param {Iterable<string>} start.asked_card_ids
 * @returns {Recital}
 */
export function begin({ recital_id, key_list, items, asked_card_ids }) {
  const asked = new Set(asked_card_ids);
  const places = items.map((item) => place(item, asked.has(item.card_id)));
  return { recital_id, key_list, places, round: 1, at: nextAt(places), history: [], due_day: null };
}

/** @param {Recital} recital @returns {Place | null} the place that is asked now */
export const currentPlace = (recital) => recital.places[recital.at] ?? null;

/** @param {Recital} recital */
export const isFinished = (recital) => recital.at === recital.places.length;

/** Show the item that is asked now. @param {Recital} recital @returns {Recital} */
export function reveal(recital) {
  const current = currentPlace(recital);
  if (!current || current.revealed) return recital;
  return { ...recital, places: withCurrent(recital, { revealed: true }) };
}

/** Show its first character; the rating is then hard at best. @param {Recital} recital @returns {Recital} */
export function hint(recital) {
  const current = currentPlace(recital);
  if (!current || current.revealed || current.hinted) return recital;
  return { ...recital, places: withCurrent(recital, { hinted: true }) };
}

/**
 * The rating that counts: recalled with a hint is hard at best.
 * @param {Place} place
 * @param {Rating} rating
 * @returns {Rating}
 */
export const countedRating = (place, rating) => (place.hinted && rating > 2 ? 2 : rating);

/**
 * Rate the revealed item and go on to the next one.
 * @param {Recital} recital
 * @param {Rating} rating
 * @param {string | null} [event_id] of the event that saves it
 * @returns {Recital}
 */
export function mark(recital, rating, event_id = null) {
  const current = currentPlace(recital);
  if (!current?.revealed) return recital;
  const outcome = countedRating(current, rating);
  const first_outcome = current.first_outcome ?? outcome;
  const places = withCurrent(recital, { outcome, first_outcome });
  return advance(recital, places, event_id);
}

/**
 * Ask the shown places too, which begins a first round: they were never missed. What is revealed already is marked
 * first.
 * @param {Recital} recital
 * @returns {Recital}
 */
export function reciteAll(recital) {
  if (isFinished(recital) || recital.places.every((each) => each.asked)) return recital;
  const places = recital.places.map((each) => (each.asked ? each : place(each.item, true)));
  const next = advance(recital, places, null);
  const at = currentPlace(recital)?.revealed ? recital.at : next.at;
  return { ...next, round: 1, at };
}

/** Back to where it was before the last mark or recite-all. @param {Recital} recital @returns {Recital} */
export function undo(recital) {
  const last = recital.history.at(-1);
  return last ? { ...last.before, history: recital.history.slice(0, -1) } : recital;
}

/**
 * @typedef {object} Summary
 * @property {number} asked places
 * @property {number} recalled at the first try, without missing
 * @property {Item[]} missed at the first try
 * @property {boolean} whole every item was asked and recalled at the first try
 * @property {number | null} due_day
 */

/** @param {Recital} recital @returns {Summary} */
export function summary(recital) {
  const asked = recital.places.filter((each) => each.asked);
  const recalled = asked.filter((each) => (each.first_outcome ?? 0) > 1).length;
  const missed = asked.filter((each) => each.first_outcome === 1).map((each) => each.item);
  const whole = recalled === recital.places.length;
  return { asked: asked.length, recalled, missed, whole, due_day: recital.due_day };
}

/** @param {Item} item @param {boolean} asked @returns {Place} */
const place = (item, asked) => ({
  item,
  asked,
  outcome: null,
  first_outcome: null,
  revealed: !asked,
  hinted: false,
});

/** @param {Place[]} places */
function nextAt(places) {
  const at = places.findIndex((each) => each.asked && each.outcome === null);
  return at === -1 ? places.length : at;
}

/**
 * @param {Recital} recital
 * @param {Partial<Place>} change
 * @returns {Place[]}
 */
const withCurrent = (recital, change) =>
  recital.places.map((each, index) => (index === recital.at ? { ...each, ...change } : each));

/**
 * @param {Recital} recital
 * @param {Place[]} places
 * @param {string | null} event_id
 * @returns {Recital}
 */
function advance(recital, places, event_id) {
  const { history, ...before } = recital;
  const step = { before, event_id };
  const at = nextAt(places);
  const missed = at === places.length && places.some((each) => each.outcome === 1);
  const asked = missed ? places.map((each) => (each.outcome === 1 ? again(each) : each)) : places;
  return {
    ...recital,
    places: asked,
    round: recital.round + (missed ? 1 : 0),
    at: nextAt(asked),
    history: [...history, step],
  };
}

/** @param {Place} missed @returns {Place} */
const again = (missed) => ({ ...missed, outcome: null, revealed: false, hinted: false });
