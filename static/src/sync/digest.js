// @ts-check
// The digest of a set of events: how many, and the sum of their ids. A count alone cannot see that
// two devices hold different events of the same number.

/** @typedef {{event_count: number, event_id_sum: string}} Digest */

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
  let sum = BigInt(`0x${digest.event_id_sum}`);
  for (const id of eventIds) sum += BigInt(`0x${id.replaceAll("-", "")}`);
  return {
    event_count: digest.event_count + eventIds.length,
    event_id_sum: (sum % MODULUS).toString(16).padStart(32, "0"),
  };
}

/**
 * @param {Digest} a
 * @param {Digest} b
 */
export function sameDigest(a, b) {
  return a.event_count === b.event_count && a.event_id_sum === b.event_id_sum;
}
