// @ts-check
// Beginning a recital: what to ask, or where it was left midway.

import { readCardEvents } from "../db/events.js";
import { readMeta, writeMeta } from "../db/meta.js";
import { readListContent } from "../decks/read.js";
import { effectiveEvents } from "../scheduling/events.js";
import { planRecital } from "../scheduling/plan.js";
import { readModel } from "../settings/parameters.js";
import { readSettings, studyDayNow } from "../settings/settings.js";
import { openRecital } from "./answers.js";
import { begin, currentPlace, hint, isFinished, mark, reciteAll, reveal } from "./recital.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../decks/read.js").ListContent} ListContent */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("./answers.js").OpenRecital} OpenRecital */
/** @typedef {import("./recital.js").Recital} Recital */

/** A list that is not on this device (any more). */
export class NoSuchList extends Error {
  name = "NoSuchList";
  code = "no_such_list";
}

const BEGIN_STORES = [
  ...["decks", "key_lists", "items", "registers"],
  ...["events", "memory_states", "schedules", "meta"],
];

/**
 * @param {Database} database
 * @param {string} key_list_id
 * @param {{all: boolean, recital_id: string}} options all: ask every item; recital_id: of a new one
 * @param {Moment} moment
 * @returns {Promise<Recital>} the one left midway on this study day, else a new one
 * @throws {NoSuchList}
 */
export function beginRecital(database, key_list_id, { all, recital_id }, moment) {
  return database.read(BEGIN_STORES, async (tx) => {
    const content = await readListContent(tx, key_list_id);
    if (!content || content.items.length === 0) throw new NoSuchList(key_list_id);
    const study_day = studyDayNow(moment, await readSettings(tx));
    const open = await readOpenRecital(tx, key_list_id, study_day);
    const recital =
      (open && (await resume(tx, open, content))) ??
      (await plan(tx, content, recital_id, study_day));
    const begun = all ? reciteAll(recital) : recital;
    const schedule = await tx.objectStore("schedules").get(key_list_id);
    const device = await readMeta(tx, "device");
    return { ...begun, due_day: schedule?.due_day ?? null, learner_id: device?.learner_id };
  });
}

/**
 * A hint counts although the page is loaded anew before the item is answered.
 * @param {Database} database
 * @param {Recital} recital whose current place is hinted
 * @param {Moment} moment
 */
export const keepHint = (database, recital, moment) =>
  database.write(["meta", "registers"], async (tx) => {
    const open = openRecital(recital, studyDayNow(moment, await readSettings(tx)));
    const hinted_card_id = currentPlace(recital)?.item.card_id;
    await writeMeta(tx, "recital", open && { ...open, hinted_card_id });
  });

/**
 * @param {Transaction} tx
 * @param {string} key_list_id
 * @param {number} study_day
 * @returns {Promise<OpenRecital | null>}
 */
async function readOpenRecital(tx, key_list_id, study_day) {
  const open = await readMeta(tx, "recital");
  return open?.key_list_id === key_list_id && open.study_day === study_day ? open : null;
}

/**
 * @param {Transaction} tx
 * @param {ListContent} content
 * @param {string} recital_id
 * @param {number} study_day
 * @returns {Promise<Recital>}
 */
async function plan(tx, { key_list, items }, recital_id, study_day) {
  const states = await tx.objectStore("memory_states").index("key_list_id").getAll(key_list.id);
  const model = await readModel(tx);
  const asked = new Set(planRecital(planItems(items, states), study_day, model));
  const asked_card_ids = items.filter(({ id }) => asked.has(id)).map(({ card_id }) => card_id);
  return begin({ recital_id, key_list, items, asked_card_ids });
}

/**
 * What `planRecital` takes.
 * @param {import("../lib/types.js").Item[]} items
 * @param {StateRow[]} states
 */
export function planItems(items, states) {
  const stateOf = new Map(states.map((state) => [state.card_id, state]));
  return items.map(({ id, card_id, position }) => ({
    item_id: id,
    position,
    state: stateOf.get(card_id) ?? null,
  }));
}

/**
 * The same marks once more, each at its item: "recite it all" may have come between two of them, and
 * then they do not follow the places. Stops where the list has changed meanwhile.
 * @param {Transaction} tx
 * @param {OpenRecital} open
 * @param {ListContent} content
 * @returns {Promise<Recital | null>} null: nothing is left to ask
 */
async function resume(tx, open, { key_list, items }) {
  const { recital_id, asked_card_ids, hinted_card_id } = open;
  let recital = begin({ recital_id, key_list, items, asked_card_ids });
  for (const { event_id, card_id, rating } of await readMarks(tx, recital)) {
    const at = recital.places.findIndex(
      ({ item, asked, outcome }) =>
        item.card_id === card_id && asked && (outcome === null || outcome === 1),
    );
    if (at === -1 || !rating) break;
    recital = mark(reveal({ ...recital, at }), rating, event_id);
  }
  const isHinted = currentPlace(recital)?.item.card_id === hinted_card_id;
  if (isFinished(recital)) return null;
  return isHinted ? hint(recital) : recital;
}

/**
 * @param {Transaction} tx
 * @param {Recital} recital
 * @returns {Promise<ReviewEvent[]>} what was marked in it and not undone, in order
 */
async function readMarks(tx, { recital_id, places }) {
  const read = places.map(({ item }) => readCardEvents(tx, item.card_id));
  const events = (await Promise.all(read)).flatMap(effectiveEvents);
  const marks = /** @type {ReviewEvent[]} */ (events).filter(
    (event) => event.recital_id === recital_id && event.kind === "review",
  );
  return marks.sort((a, b) => a.dev_seq - b.dev_seq);
}
