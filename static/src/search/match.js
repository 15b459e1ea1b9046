// @ts-check
// Whether a text has what was typed. Pure; how characters are said comes in.

/** @typedef {import("./readings.js").ReadingsOf} ReadingsOf */

/**
 * @typedef {object} Match
 * @property {number} start where in the characters of the text it begins
 * @property {number} end
 * @property {number} score the larger the better: characters before pinyin, beginnings before middles
 */

/** Longer input is compared by its beginning: nobody types more of a name. */
const LONGEST_TERM = 40;

/** What is typed and what is searched, in one form. @param {string} text */
export const folded = (text) => text.normalize("NFKC").toLowerCase();

/** @param {string} query @returns {string[]} every one of them must be found */
export const termsOf = (query) =>
  folded(query)
    .split(/\s+/u)
    .filter(Boolean)
    .map((term) => [...term].slice(0, LONGEST_TERM).join(""));

/**
 * @param {string[]} characters of the text, folded
 * @param {string} term folded
 * @param {ReadingsOf | null} readingsOf null: the dictionary has not come yet
 * @returns {Match | null}
 */
export function matchTerm(characters, term, readingsOf) {
  const written = findWritten(characters, [...term]);
  if (written) return written;
  return readingsOf && /^[a-z'’]+$/u.test(term)
    ? findSaid(characters, term.replace(/['’]/gu, ""), readingsOf)
    : null;
}

/** @param {string[]} characters @param {string[]} term @returns {Match | null} */
function findWritten(characters, term) {
  for (let start = 0; start + term.length <= characters.length; start += 1) {
    if (!term.every((each, index) => characters[start + index] === each)) continue;
    return { start, end: start + term.length, score: scoreOf(100, start, characters.length) };
  }
  return null;
}

/** @param {string[]} characters @param {string} term @param {ReadingsOf} readingsOf @returns {Match | null} */
function findSaid(characters, term, readingsOf) {
  for (let start = 0; start < characters.length; start += 1) {
    const end = saidFrom(characters, start, term, readingsOf);
    if (end !== null) return { start, end, score: scoreOf(50, start, characters.length) };
  }
  return null;
}

/** @param {number} base @param {number} start @param {number} length */
const scoreOf = (base, start, length) => base + (start === 0 ? 20 : 0) + 20 / (1 + length);

/**
 * Each character is said whole or by its first letter; the last one by any beginning.
 * @param {string[]} characters
 * @param {number} at
 * @param {string} rest
 * @param {ReadingsOf} readingsOf
 * @returns {number | null} where it ends
 */
function saidFrom(characters, at, rest, readingsOf) {
  if (rest === "") return at;
  if (at >= characters.length) return null;
  const readings = readingsOf(characters[at]);
  if (readings.some((reading) => reading.startsWith(rest))) return at + 1;
  for (const reading of readings) {
    for (const said of reading.length > 1 ? [reading, reading[0]] : [reading]) {
      if (!rest.startsWith(said)) continue;
      const end = saidFrom(characters, at + 1, rest.slice(said.length), readingsOf);
      if (end !== null) return end;
    }
  }
  return null;
}
