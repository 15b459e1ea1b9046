// @ts-check
// A learner for tests: recites a list through the same modules as the page.
import { newId } from "../../../static/src/lib/ids.js";
import { saveReview, saveUndo } from "../../../static/src/study/answers.js";
import { beginRecital } from "../../../static/src/study/begin.js";
import {
  countedRating,
  currentPlace,
  isFinished,
  mark,
  reveal,
  undo,
} from "../../../static/src/study/recital.js";
import { EVENING } from "../db/records.js";

/** @typedef {import("../../../static/src/db/open.js").Database} Database */
/** @typedef {import("../../../static/src/lib/types.js").Moment} Moment */
/** @typedef {import("../../../static/src/lib/types.js").Rating} Rating */
/** @typedef {import("../../../static/src/study/recital.js").Recital} Recital */

/** @param {Database} database @param {string} name @returns {Promise<string>} id of the list */
export async function listNamed(database, name) {
  const lists = await database.read(["key_lists"], (tx) => tx.objectStore("key_lists").getAll());
  return lists.find((list) => list.name === name).id;
}

/** @param {Database} database @param {string} name @param {{all?: boolean, moment?: Moment}} [how] */
export async function beginList(database, name, { all = false, moment = EVENING } = {}) {
  const id = await listNamed(database, name);
  return beginRecital(database, id, { all, recital_id: newId() }, moment);
}

/**
 * Reveal and mark what is asked now.
 * @param {Database} database @param {Recital} recital @param {Rating} rating @param {Moment} [moment]
 * @returns {Promise<Recital>}
 */
export async function markNow(database, recital, rating, moment = EVENING) {
  const shown = reveal(recital);
  const place = currentPlace(shown);
  if (!place) throw new Error("nothing is asked");
  const event_id = newId();
  const marked = mark(shown, rating, event_id);
  const review = { event_id, card_id: place.item.card_id, rating: countedRating(place, rating) };
  const due_day = await saveReview(database, { ...review, duration_ms: 3000 }, marked, moment);
  return { ...marked, due_day };
}

/** @param {Database} database @param {Recital} recital @param {Moment} [moment] @returns {Promise<Recital>} */
export async function undoNow(database, recital, moment = EVENING) {
  const last = recital.history.at(-1);
  const undone = undo(recital);
  if (!last?.event_id) return undone;
  const { card_id } = last.before.places[last.before.at].item;
  const event = { event_id: newId(), card_id, target_event_id: last.event_id };
  const due_day = await saveUndo(database, event, undone, moment);
  return { ...undone, due_day };
}

/**
 * Recite a list to the end.
 * @param {Database} database
 * @param {string} name
 * @param {Record<string, Rating>} [first] the first rating of items by their text; else good
 * @param {Moment} [moment]
 * @returns {Promise<Recital>}
 */
export async function recite(database, name, first = {}, moment = EVENING) {
  let recital = await beginList(database, name, { moment });
  while (!isFinished(recital)) {
    const text = currentPlace(recital)?.item.text ?? "";
    const rating = recital.round === 1 ? (first[text] ?? 3) : 3;
    recital = await markNow(database, recital, rating, moment);
  }
  return recital;
}
