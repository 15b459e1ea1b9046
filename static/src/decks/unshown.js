// @ts-check
// Registers that a version without stores for them has kept: shown once, after the upgrade.
import { readMeta, writeMeta } from "../db/meta.js";
import { groupBy } from "../lib/group.js";
import { EDIT_STORES } from "./edits.js";
import { editedRecord, effectiveRecord, isContent, STORE_OF } from "./records.js";

/** What version 1 could not show. @param {import("../lib/types.js").Edit} register */
const isNew = ({ kind, field }) =>
  kind === "speech" || kind === "paragraph" || (kind === "item" && field === "source");

/**
 * @param {import("../db/open.js").Database} database
 * @returns {Promise<void>} resolves at once when there is nothing to show
 */
export async function showUnshownRegisters(database) {
  const due = await database.read(["meta"], (tx) => readMeta(tx, "unshown_registers"));
  if (due === null) return;
  await database.write(EDIT_STORES, async (tx) => {
    const registers = (await tx.objectStore("registers").getAll()).filter(isNew);
    for (const [id, ofRecord] of groupBy(registers, ({ record_id }) => record_id)) {
      await show(tx, id, ofRecord);
    }
    await writeMeta(tx, "unshown_registers", null);
  });
}

/**
 * @param {import("../db/open.js").Transaction} tx
 * @param {string} id
 * @param {import("../lib/types.js").Edit[]} registers of the record
 */
async function show(tx, id, registers) {
  const { kind } = registers[0];
  if (!isContent(kind)) return;
  const store = /** @type {any} */ (tx.objectStore(STORE_OF[kind]));
  const before = await store.get(id);
  const row = before
    ? editedRecord(kind, before, registers)
    : effectiveRecord(kind, id, undefined, registers);
  if (row) await store.put(row);
}
