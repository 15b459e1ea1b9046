// @ts-check
// How alike two short texts are. Pure.

/** Words without what may differ between two prints of them. @param {string} text */
export const plain = (text) => text.normalize("NFKC").replace(/[\s\p{P}\p{S}]/gu, "");

/** Longer ones are compared by their first characters. */
const LONGEST = 120;

/**
 * 1 minus the edit distance by the longer length (Levenshtein 1966), marks and spaces left out.
 * @param {string} one
 * @param {string} other
 * @returns {number} 0 to 1
 */
export function likeness(one, other) {
  const [a, b] = [[...plain(one)].slice(0, LONGEST), [...plain(other)].slice(0, LONGEST)];
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  let row = b.map((_, index) => index + 1);
  for (const [i, character] of a.entries()) {
    let corner = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const changed = corner + Number(character !== b[j]);
      corner = above;
      left = Math.min(changed, above + 1, left + 1);
      return left;
    });
  }
  return 1 - (row.at(-1) ?? a.length) / longer;
}

/**
 * Pairs of the most alike, each of either side in one pair at most.
 * @template A, B
 * @param {A[]} ones
 * @param {B[]} others
 * @param {(one: A, other: B) => number} score
 * @param {number} least
 * @returns {Map<A, B>}
 */
export function pairUp(ones, others, score, least) {
  const scored = ones.flatMap((one) =>
    others.map((other) => ({ one, other, score: score(one, other) })),
  );
  const pairs = new Map();
  const taken = new Set();
  // The sort is stable: among equals the first ones pair first.
  for (const { one, other } of scored
    .filter((each) => each.score >= least)
    .sort((a, b) => b.score - a.score)) {
    if (pairs.has(one) || taken.has(other)) continue;
    pairs.set(one, other);
    taken.add(other);
  }
  return pairs;
}
