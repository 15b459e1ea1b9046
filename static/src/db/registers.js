// @ts-check
// The winning edit of each field. Whoever changes one must apply it to what is shown, in the same
// transaction (decks/edits.js: mergeEdits does both, applyEdits the second).
import { removeFromOutbox } from "./outbox.js";

/** @typedef {import("./open.js").Transaction} Transaction */
/** @typedef {import("../lib/types.js").Edit} Edit */

/** @param {Transaction} tx over "registers" @param {string} record_id @returns {Promise<Edit[]>} */
export const readRegisters = (tx, record_id) =>
  tx.objectStore("registers").index("record_id").getAll(record_id);

/**
 * @param {Transaction} tx over "registers"
 * @param {string} record_id
 * @param {string} field
 * @returns {Promise<Edit | undefined>}
 */
export const readRegister = (tx, record_id, field) =>
  tx.objectStore("registers").get([record_id, field]);

/**
 * Whether the edit wins over the one we hold: the greatest (hlc, device_id, op_id), compared as
 * strings, on every device.
 * @param {{hlc: string, device_id: string, op_id: string}} edit
 * @param {{hlc: string, device_id: string, op_id: string} | undefined} held
 */
export function isLater(edit, held) {
  if (!held) return true;
  if (edit.hlc !== held.hlc) return edit.hlc > held.hlc;
  if (edit.device_id !== held.device_id) return edit.device_id > held.device_id;
  return edit.op_id > held.op_id;
}

/**
 * Hold this edit; the one that it replaces leaves the outbox with its content.
 * @param {Transaction} tx over "registers", "outbox", to write
 * @param {Edit} edit a winning one
 */
export async function putRegister(tx, edit) {
  const held = await readRegister(tx, edit.record_id, edit.field);
  if (held && held.op_id !== edit.op_id) await removeFromOutbox(tx, held.op_id);
  await /** @type {any} */ (tx.objectStore("registers")).put(edit);
}

/**
 * Give a register the stamp that the server chose for its operation, if it still holds that one.
 * @param {Transaction} tx over "registers", to write
 * @param {{record_id: string, field: string, op_id: string, hlc: string}} restamped
 */
export async function restamp(tx, { record_id, field, op_id, hlc }) {
  const held = await readRegister(tx, record_id, field);
  if (held?.op_id !== op_id || held.hlc === hlc) return;
  await /** @type {any} */ (tx.objectStore("registers")).put({ ...held, hlc });
}

/**
 * The fields of a record as its registers say.
 * @param {Edit[]} registers of one record
 * @returns {Record<string, any>}
 */
export const fieldsOf = (registers) =>
  Object.fromEntries(registers.map(({ field, value }) => [field, value]));
