// @ts-check
// The only maker of ids on the phone; server/ids.py makes the same ones.
import { v4, v5 } from "uuid";

const NAMESPACE = "6f1d1a4c-6a59-5a0b-9c58-0d2a7c1e8b11";

export const SETTINGS_ID = v5("settings", NAMESPACE);
export const PARAMETERS_ID = v5("parameters", NAMESPACE);

/** A random id, for events, operations, recitals, devices and records made by a learner. */
export const newId = () => v4();

/** @param {string} item_id @returns {string} the id of the item's recall card */
export const recallCardId = (item_id) => v5("recall", item_id);
