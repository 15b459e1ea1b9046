// @ts-check
// This browser's own id and the running number of its events.
import { readMeta, writeMeta } from "./meta.js";

/** @typedef {import("./open.js").Transaction} Transaction */
/**
 * @typedef {object} Device
 * @property {string} device_id
 * @property {number} next_dev_seq
 * @property {string} [learner_id] made when a learner signs out: what another tab still holds of
 *   the one before is not the next one's; none: nobody has signed out here yet
 */

/**
 * @param {import("./open.js").Database} database
 * @param {string} new_device_id used on the first visit only
 * @returns {Promise<Device>}
 */
export function ensureDevice(database, new_device_id) {
  return database.write(["meta"], async (tx) => {
    const known = await readMeta(tx, "device");
    if (known) return known;
    const device = { device_id: new_device_id, next_dev_seq: 1 };
    await writeMeta(tx, "device", device);
    return device;
  });
}

/**
 * Take the next sequence number of this device.
 * @param {Transaction} tx over "meta", to write
 * @returns {Promise<{device_id: string, dev_seq: number}>}
 */
export async function takeDevSeq(tx) {
  const device = await readMeta(tx, "device");
  // Not awaited: the transaction keeps the order, and fails as a whole if this fails.
  writeMeta(tx, "device", { ...device, next_dev_seq: device.next_dev_seq + 1 }).catch(() => {});
  return { device_id: device.device_id, dev_seq: device.next_dev_seq };
}
