// @ts-check
// One answer is one transaction: the event, its place in the outbox, the memory state, the schedule,
// the device's sequence number and the recital under way are saved together or not at all.
import { takeDevSeq } from "../db/device.js";
import { addEvent } from "../db/events.js";
import { readMeta, writeMeta } from "../db/meta.js";
import { queueEvent } from "../db/outbox.js";
import { readSettings, studyDayNow } from "../settings/settings.js";
import { REBUILD_STORES, rebuildTouched } from "./rebuild.js";
import { isFinished } from "./recital.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Moment} Moment */
/** @typedef {import("../lib/types.js").Rating} Rating */
/** @typedef {import("../lib/types.js").ReviewEvent} ReviewEvent */
/** @typedef {import("./recital.js").Recital} Recital */

/** The recital was begun before someone signed out, in a tab that was left open. */
export class OtherLearner extends Error {
  name = "OtherLearner";
  code = "other_learner";
}

/** @typedef {Pick<ReviewEvent, "event_id" | "kind" | "card_id" | "duration_ms">} Content */
/** @typedef {{recital_id: string, key_list_id: string, asked_card_ids: string[], study_day: number, hinted_card_id?: string}} OpenRecital */

const ANSWER_STORES = [...REBUILD_STORES, "meta", "outbox"];

/**
 * Save a rating.
 * @param {Database} database
 * @param {object} review
 * @param {string} review.event_id made by the caller: saving it twice is saving it once
 * @param {string} review.card_id
 * @param {Rating} review.rating
 * @param {number | null} review.duration_ms
 * @param {Recital} recital as it is after the answer
 * @param {Moment} moment
 * @returns {Promise<number | null>} the list's due day
 */
export const saveReview = (database, review, recital, moment) =>
  save(database, { kind: "review", ...review }, recital, moment);

/**
 * Take back a saved rating; the undo is an event too.
 * @param {Database} database
 * @param {{event_id: string, card_id: string, target_event_id: string}} undo
 * @param {Recital} recital as it is after the undo
 * @param {Moment} moment
 * @returns {Promise<number | null>} the list's due day
 */
export const saveUndo = (database, undo, recital, moment) =>
  save(database, { kind: "undo", duration_ms: null, ...undo }, recital, moment);

/**
 * @param {Database} database
 * @param {Content} content
 * @param {Recital} recital
 * @param {Moment} moment
 * @returns {Promise<number | null>}
 * @throws {OtherLearner}
 */
function save(database, content, recital, moment) {
  return database.write(ANSWER_STORES, async (tx) => {
    const [settings, known, device] = await Promise.all([
      readSettings(tx),
      tx.objectStore("events").getKey(content.event_id),
      readMeta(tx, "device"),
    ]);
    if (device.learner_id !== recital.learner_id) throw new OtherLearner();
    const isNew = known === undefined;
    const [schedules] = await Promise.all([
      isNew ? addAndRebuild(tx, content, recital, settings, moment) : rebuild(tx, content, recital),
      writeMeta(tx, "recital", openRecital(recital, studyDayNow(moment, settings))),
    ]);
    return schedules.get(recital.key_list.id)?.due_day ?? null;
  });
}

/**
 * @param {Transaction} tx
 * @param {Content} content
 * @param {Recital} recital
 * @param {{rollover_hour: number}} settings
 * @param {Moment} moment
 */
async function addAndRebuild(tx, content, recital, { rollover_hour }, moment) {
  const { now_ms, utc_offset_minutes } = moment;
  const when = { occurred_at_ms: now_ms, utc_offset_minutes, rollover_hour };
  const device = await takeDevSeq(tx);
  const event = { ...content, recital_id: recital.recital_id, ...when, ...device };
  const writes = [addEvent(tx, event), queueEvent(tx, event, now_ms)];
  const [schedules] = await Promise.all([rebuild(tx, content, recital), ...writes]);
  return schedules;
}

/** @param {Transaction} tx @param {Content} content @param {Recital} recital */
const rebuild = (tx, { card_id }, { key_list }) =>
  rebuildTouched(tx, { card_ids: [card_id], key_list_ids: [key_list.id] });

/**
 * What is needed to go on with a recital that was left midway; null when it is finished.
 * @param {Recital} recital
 * @param {number} study_day
 * @returns {OpenRecital | null}
 */
export function openRecital(recital, study_day) {
  if (isFinished(recital)) return null;
  const asked = recital.places.filter((place) => place.asked);
  const asked_card_ids = asked.map((place) => place.item.card_id);
  return {
    recital_id: recital.recital_id,
    key_list_id: recital.key_list.id,
    asked_card_ids,
    study_day,
  };
}
