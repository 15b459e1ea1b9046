// @ts-check
import { firstCharacter } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { currentPlace } from "../study/recital.js";
import { inPageLanguage } from "./words.jsx";

/** @typedef {import("../study/recital.js").Recital} Recital */

/**
 * What a screen reader says when something changes: what was revealed, or what is asked now and where we are.
 * @param {Recital} recital
 * @returns {string}
 */
export function spokenState(recital) {
  const place = currentPlace(recital);
  if (!place) return t("recital.finished");
  const number = recital.at + 1;
  const detail = inPageLanguage(place.item.detail, place.item.detail_en);
  if (place.revealed)
    return t("recital.spoken-revealed", { number, text: place.item.text, detail });
  if (place.hinted)
    return t("recital.spoken-hint", { number, character: firstCharacter(place.item.text) });
  return promptWords(recital);
}

/**
 * What to do now, in a sentence.
 * @param {Recital} recital
 * @returns {string}
 */
export function promptWords(recital) {
  const number = recital.at + 1;
  const { done, left } = progress(recital);
  if (recital.places.length === 1) return t("recital.prompt-answer");
  if (!recital.key_list.ordered) return t(anyOrderPrompt(recital.round, done), { n: left });
  if (recital.round > 1) return t("recital.prompt-again", { number, n: left });
  return t("recital.prompt", { number });
}

/**
 * Where order does not matter nobody is asked for the third item: all are said first, in any order.
 * @param {number} round
 * @param {number} done items answered before
 */
function anyOrderPrompt(round, done) {
  if (round > 1) return "recital.prompt-any-again";
  return done === 0 ? "recital.prompt-any" : "recital.prompt-any-next";
}

/**
 * How far the recital is: items that were answered once, of all that are asked; and how many are left in this round.
 * @param {Recital} recital
 * @returns {{done: number, asked: number, left: number}}
 */
export function progress(recital) {
  const asked = recital.places.filter((place) => place.asked);
  const done = asked.filter(({ first_outcome }) => first_outcome !== null).length;
  const left = asked.filter(({ outcome }) => outcome === null).length;
  return { done, asked: asked.length, left };
}

/** Keep the keyboard and the screen reader on what comes next. */
export function focusPrimary() {
  requestAnimationFrame(() => {
    const primary = document.querySelector(".dock [data-primary]");
    if (primary instanceof HTMLElement) primary.focus({ preventScroll: true });
  });
}

/**
 * Where the speech stands open at what is revealed now. Not before: it would give the answer away.
 * @param {import("../study/recital.js").Recital} recital
 * @returns {string | null} null: nothing to show
 */
export function speechAddress(recital) {
  const place = currentPlace(recital);
  if (!place?.revealed || !place.item.source) return null;
  return `/speeches/${recital.key_list.deck_id}?item=${place.item.id}`;
}
