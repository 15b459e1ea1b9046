// @ts-check
// Where things stand in a text. All offsets are Unicode code points, half-open. Pure.

/** @typedef {import("../lib/types.js").Source} Source */
/** @typedef {{index: number, start: number, end: number}} Place in the paragraph of that index */
/** @typedef {{start: number, end: number, key: string}} Mark */
/** @typedef {{text: string, start: number, keys: string[]}} Segment */

/** @param {string} text @returns {number} its length in code points */
export const lengthOf = (text) => {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
};

/** @param {string} text @param {number} start @param {number} end */
export const slice = (text, start, end) => [...text].slice(start, end).join("");

/** Where each paragraph begins in the paragraphs joined by "\n". @param {string[]} paragraphs */
export function startsOf(paragraphs) {
  let at = 0;
  return paragraphs.map((paragraph) => {
    const start = at;
    at += lengthOf(paragraph) + 1;
    return start;
  });
}

/**
 * @param {string[]} paragraphs
 * @param {number} start in the paragraphs joined by "\n"
 * @param {number} end
 * @param {number[]} [starts] of the paragraphs, when they are known already
 * @returns {Place} within one paragraph: what goes beyond its end is cut
 */
export function placeOf(paragraphs, start, end, starts = startsOf(paragraphs)) {
  let index = 0;
  while (index + 1 < starts.length && starts[index + 1] <= start) index += 1;
  const length = lengthOf(paragraphs[index] ?? "");
  const from = Math.min(start - starts[index], length);
  return { index, start: from, end: Math.min(end - starts[index], length) };
}

/**
 * Where an item stands now: at its place, or else where its words stand nearest to it.
 * @param {Source | null | undefined} source
 * @param {{id: string, text: string}[]} paragraphs in order
 * @returns {Place | null} null: its words are no longer there
 */
export function locate(source, paragraphs) {
  if (!isSource(source)) return null;
  const home = paragraphs.findIndex(({ id }) => id === source.paragraph_id);
  if (home >= 0 && slice(paragraphs[home].text, source.start, source.end) === source.text) {
    return { index: home, start: source.start, end: source.end };
  }
  const near = paragraphs.map((_, index) => index);
  near.sort((a, b) => Math.abs(a - home) - Math.abs(b - home));
  for (const index of near) {
    const start = nearest(paragraphs[index].text, source.text, index === home ? source.start : 0);
    if (start !== null) return { index, start, end: start + lengthOf(source.text) };
  }
  return null;
}

/** A register may hold anything that another version wrote. @param {any} source @returns {source is Source} */
export const isSource = (source) =>
  typeof source?.text === "string" &&
  source.text !== "" &&
  typeof source.paragraph_id === "string" &&
  Number.isInteger(source.start) &&
  Number.isInteger(source.end);

/** @param {string} text @param {string} words @param {number} wanted @returns {number | null} */
function nearest(text, words, wanted) {
  let best = null;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const start = lengthOf(text.slice(0, at));
    if (best === null || Math.abs(start - wanted) < Math.abs(best - wanted)) best = start;
  }
  return best;
}

/**
 * A text cut where marks begin and end; each piece says which marks lie over it.
 * @param {string} text
 * @param {Mark[]} marks may overlap and contain each other
 * @returns {Segment[]}
 */
export function segments(text, marks) {
  const points = [...text];
  const within = (/** @type {number} */ at) => Math.max(0, Math.min(at, points.length));
  const cuts = new Set([0, points.length]);
  for (const { start, end } of marks) cuts.add(within(start)).add(within(end));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => ({
    text: points.slice(start, edges[index + 1]).join(""),
    start,
    keys: marks.filter((mark) => mark.start <= start && mark.end > start).map(({ key }) => key),
  }));
}

/** So many code points stay below 64 KB of JSON, whatever they are. */
const LONGEST = 12_000;

/**
 * A paragraph in pieces that fit into one value each, cut after sentences where that can be.
 * @param {string} text
 * @param {number} [longest] code points
 * @returns {{text: string, start: number}[]}
 */
export function divide(text, longest = LONGEST) {
  const points = [...text];
  const pieces = [];
  for (let start = 0; start < points.length || start === 0; ) {
    let end = Math.min(start + longest, points.length);
    if (end < points.length) {
      const stop = points.lastIndexOf("。", end - 1);
      if (stop > start) end = stop + 1;
    }
    pieces.push({ text: points.slice(start, end).join(""), start });
    if (end <= start) break;
    start = end;
  }
  return pieces;
}
