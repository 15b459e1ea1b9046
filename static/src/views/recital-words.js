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
  const left = recital.places.filter(({ asked, outcome }) => asked && outcome === null).length;
  if (recital.round > 1) return t("recital.prompt-again", { number, n: left });
  if (recital.places.length === 1) return t("recital.prompt-answer");
  return t("recital.prompt", { number });
}

/**
 * How far the recital is: items that were answered once, of all that are asked; and how many come again in this round.
 * @param {Recital} recital
 * @returns {{done: number, asked: number, again: number}} again: 0 in the first round
 */
export function progress(recital) {
  const asked = recital.places.filter((place) => place.asked);
  const done = asked.filter(({ first_outcome }) => first_outcome !== null).length;
  const again = asked.filter(
    ({ first_outcome, outcome }) => first_outcome !== null && outcome === null,
  ).length;
  return { done, asked: asked.length, again };
}

/** Keep the keyboard and the screen reader on what comes next. */
export function focusPrimary() {
  requestAnimationFrame(() => {
    const primary = document.querySelector(".dock [data-primary]");
    if (primary instanceof HTMLElement) primary.focus({ preventScroll: true });
  });
}

/**
 * Where the speech stands open at what is revealed now; at the whole list while the item is still asked.
 * @param {import("../study/recital.js").Recital} recital
 * @returns {string | null} null: its deck has no speech
 */
export function speechAddress({ key_list, places, at }) {
  if (!places.some(({ item }) => item.source)) return null;
  const open = places[at] ?? places.at(-1);
  const where = open?.revealed && open.item.source ? `item=${open.item.id}` : `list=${key_list.id}`;
  return `/speeches/${key_list.deck_id}?${where}`;
}
