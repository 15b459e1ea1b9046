// @ts-check
import { signal } from "@preact/signals";

/**
 * What the pages of one sitting hand to each other. It is for looking at only: the truth is the review events.
 * @typedef {import("../study/recital.js").Recital} Recital
 * @typedef {{due: {key_list_id: string}[], fresh: {key_list_id: string}[]}} Plan
 */

/** The recital that was finished last; its answers can still be taken back. */
export const lastRecital = signal(/** @type {Recital | null} */ (null));

/** A recital that goes on where it was left: to look into the speech, or finished and its last answer taken back. */
const waitingRecital = signal(/** @type {Recital | null} */ (null));

/** @param {Recital} recital */
export function finishRecital(recital) {
  lastRecital.value = recital;
}

/**
 * The address of the next list of today: what is due comes before what is new, and what is new is learned first.
 * @param {Plan} plan
 * @param {string} [except] a list that was just recited
 * @returns {string | null}
 */
export function nextAddress(plan, except) {
  const due = plan.due.find(({ key_list_id }) => key_list_id !== except);
  if (due) return `/recite/${due.key_list_id}`;
  const fresh = plan.fresh.find(({ key_list_id }) => key_list_id !== except);
  return fresh ? `/learn/${fresh.key_list_id}` : null;
}

/**
 * The recital that waits for the learner, when it is this list's.
 * @param {string} keyListId
 * @returns {Recital | null}
 */
export function takeWaitingRecital(keyListId) {
  const waiting = waitingRecital.value;
  waitingRecital.value = null;
  return waiting?.key_list.id === keyListId ? waiting : null;
}

/** @param {Recital} recital as it goes on when its page is opened next */
export function goOnWith(recital) {
  waitingRecital.value = recital;
}
