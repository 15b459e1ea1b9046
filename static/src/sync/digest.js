// @ts-check
// The digest of a set of events: how many, and the sum of their ids. A count alone cannot see that
// two devices hold different events of the same number.

/** @typedef {{event_count: number, event_id_sum: string}} Digest */
/** @typedef {{edit_count: number, edit_op_id_sum: string}} EditDigest of the edits that hold a field */

const MODULUS = 1n << 128n;

/** @type {Digest} */
export const EMPTY_DIGEST = { event_count: 0, event_id_sum: "0".repeat(32) };

/**
 * @param {Digest} digest
 * @param {string[]} eventIds UUIDs that the digest does not hold yet
 * @returns {Digest} event_id_sum modulo 2^128 as 32 hexadecimal digits
 */
export function addToDigest(digest, eventIds) {
  if (eventIds.length === 0) return digest;
  return {
    event_count: digest.event_count + eventIds.length,
    event_id_sum: addToSum(digest.event_id_sum, eventIds),
  };
}

/** @type {EditDigest} */
export const NO_EDITS = { edit_count: 0, edit_op_id_sum: "0".repeat(32) };

/**
 * @param {EditDigest} digest
 * @param {string[]} opIds that the digest does not hold yet
 * @returns {EditDigest}
 */
export const addEdits = (digest, opIds) => ({
  edit_count: digest.edit_count + opIds.length,
  edit_op_id_sum: addToSum(digest.edit_op_id_sum, opIds),
});

/**
 * @param {EditDigest | null} a
 * @param {EditDigest} b
 */
export const sameEdits = (a, b) =>
  a !== null && a.edit_count === b.edit_count && a.edit_op_id_sum === b.edit_op_id_sum;

/**
 * @param {string} sum
 * @param {string[]} ids UUIDs
 */
function addToSum(sum, ids) {
  let total = BigInt(`0x${sum}`);
  for (const id of ids) total += BigInt(`0x${id.replaceAll("-", "")}`);
  return (total % MODULUS).toString(16).padStart(32, "0");
}

/**
 * @param {Digest} a
 * @param {Digest} b
 */
export function sameDigest(a, b) {
  return a.event_count === b.event_count && a.event_id_sum === b.event_id_sum;
}
