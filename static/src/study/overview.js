// @ts-check
// One key list with the memory of its items, as a page shows it. Pure.
import { listRetrievability, retrievability } from "../scheduling/retrievability.js";

/** @typedef {import("../app/state.js").Overview} Overview */
/** @typedef {import("../decks/read.js").ListContent} ListContent */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("../scheduling/memory.js").MemoryModel} MemoryModel */

/**
 * @param {ListContent} content
 * @param {StateRow[]} states of its live items
 * @param {number | null} due_day
 * @param {{study_day: number, model: MemoryModel}} now
 * @returns {Overview}
 */
export function overviewOf({ key_list, deck, items }, states, due_day, { study_day, model }) {
  const stateOf = new Map(states.map((state) => [state.card_id, state]));
  const { id, deck_id, name, name_en, part, part_en } = key_list;
  return {
    key_list_id: id,
    deck_id,
    deck_title: deck.title,
    ...{ name, name_en, part, part_en },
    count: items.length,
    due_day,
    retrievability: listRetrievability(states, study_day, model),
    items: items.map((item) => {
      const state = stateOf.get(item.card_id);
      return {
        item_id: item.id,
        card_id: item.card_id,
        text: item.text,
        text_en: item.text_en,
        retrievability: state ? retrievability(state, study_day, model) : null,
        stability: state?.stability ?? null,
      };
    }),
  };
}
