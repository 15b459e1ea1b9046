// @ts-check
// The learner's FSRS parameters: fitted on the server, they come as an edit of one field.
import { fieldsOf, readRegisters } from "../db/registers.js";
import { PARAMETERS_ID } from "../lib/ids.js";
import { DEFAULT_MODEL, MemoryModel } from "../scheduling/memory.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */

/** The model made last: it is asked for at each answer and changes a few times a year. */
let latest = { key: "", model: DEFAULT_MODEL };

/**
 * The memory model of the learner's parameters; the default one when there are none, or when they
 * belong to a model that this version does not know.
 * @param {Edit[]} registers of the parameters record
 * @returns {MemoryModel}
 */
export function modelFrom(registers) {
  const { fitted } = fieldsOf(registers);
  if (typeof fitted?.model !== "string" || !Array.isArray(fitted.values)) return DEFAULT_MODEL;
  const key = JSON.stringify([fitted.model, fitted.values]);
  if (latest.key !== key) latest = { key, model: usableModel(fitted) };
  return latest.model;
}

/** @param {import("../scheduling/parameters.js").Parameters} parameters */
function usableModel(parameters) {
  try {
    return new MemoryModel(parameters);
  } catch (error) {
    if (error instanceof RangeError) return DEFAULT_MODEL;
    throw error;
  }
}

/** @param {Transaction} tx over "registers" */
export const readModel = async (tx) => modelFrom(await readRegisters(tx, PARAMETERS_ID));
