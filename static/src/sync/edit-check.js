// @ts-check
// Whether the edits that hold a field here are the server's. They are only counted when edits have
// come or gone since the two last agreed, so that an exchange of reviews costs nothing.
import { readMeta } from "../db/meta.js";
import { addEdits, NO_EDITS, sameEdits } from "./digest.js";
import { countOutbox } from "./outbox-batch.js";
import { readPosition } from "./position.js";

/** @typedef {import("../db/open.js").Database} Database */
/** @typedef {import("./digest.js").EditDigest} EditDigest */

/** Registers read at a time: a learner's own answers may be written in between. */
const CHUNK = 1_000;

/** @typedef {{digest: EditDigest, hlc: string | null}} Agreed and what the last edit was stamped then */

/**
 * @param {import("./exchange.js").SyncClient} client
 * @param {Partial<EditDigest>} digest of the server's last answer; the first servers send none
 * @returns {Promise<boolean>} false too when the two cannot be compared now
 */
export async function editsDiffer(client, { edit_count, edit_op_id_sum }) {
  if (edit_count === undefined || edit_op_id_sum === undefined) return false;
  const theirs = { edit_count, edit_op_id_sum };
  const before = await readStanding(client.database);
  const { digest = null, hlc } = client.agreed_edits ?? {};
  if (!before.is_comparable || (hlc === before.hlc && sameEdits(digest, theirs))) return false;
  const ours = await countEdits(client.database);
  const after = await readStanding(client.database);
  // Something was edited or fetched meanwhile: the next exchange compares.
  const isSteady = after.hlc === before.hlc && after.cursor === before.cursor;
  if (!after.is_comparable || !isSteady) return false;
  const isSame = sameEdits(ours, theirs);
  client.agreed_edits = isSame ? { digest: theirs, hlc: before.hlc } : null;
  return !isSame;
}

/** @param {Database} database */
const readStanding = (database) => database.read(["meta", "outbox"], standing);

/**
 * An edit that was refused stands in a field for which the server has another or none.
 * @param {import("../db/open.js").Transaction} tx over "meta", "outbox"
 */
async function standing(tx) {
  const { cursor } = await readPosition(tx);
  const { waiting, rejected } = await countOutbox(tx);
  const refused = rejected > 0 ? await tx.objectStore("outbox").getAll() : [];
  const is_comparable = waiting === 0 && !refused.some(({ type }) => type === "edit");
  return { cursor, is_comparable, hlc: await readMeta(tx, "hlc") };
}

/**
 * @param {Database} database
 * @returns {Promise<EditDigest>} of all registers
 */
async function countEdits(database) {
  let digest = NO_EDITS;
  /** @type {any} */
  let last = null;
  for (;;) {
    const range = last && IDBKeyRange.lowerBound([last.record_id, last.field], true);
    const rows = await database.read(["registers"], (tx) =>
      tx.objectStore("registers").getAll(range, CHUNK),
    );
    digest = addEdits(
      digest,
      rows.map(({ op_id }) => op_id),
    );
    if (rows.length < CHUNK) return digest;
    last = rows.at(-1);
  }
}
