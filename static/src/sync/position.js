// @ts-check
// Where this device stands with its server: the meta record `sync`.
import { readMeta, writeMeta } from "../db/meta.js";
import { EMPTY_DIGEST } from "./digest.js";

/** @typedef {import("../db/open.js").Transaction} Transaction */

/**
 * @typedef {object} Position
 * @property {string | null} epoch of the server's life; null before the first exchange
 * @property {number} cursor all rows up to this number are on this device
 * @property {number | null} last_sync_at_ms
 * @property {import("./digest.js").Digest} held all events here that the server has acknowledged
 */

/** @type {Position} */
export const AT_THE_START = { epoch: null, cursor: 0, last_sync_at_ms: null, held: EMPTY_DIGEST };

/**
 * @param {Transaction} tx over "meta"
 * @returns {Promise<Position>}
 */
export async function readPosition(tx) {
  return { ...AT_THE_START, ...(await readMeta(tx, "sync")) };
}

/**
 * @param {Transaction} tx over "meta", to write
 * @param {Partial<Position>} change
 */
export async function changePosition(tx, change) {
  await writeMeta(tx, "sync", { ...(await readPosition(tx)), ...change });
}
