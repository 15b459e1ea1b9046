// @ts-check
// The whole clause of which an item says the first words: 抓招商 in “（一）抓招商，扩大有效投资。”. Pure.
import { COUNTED } from "./selection.js";
import { slice } from "./spans.js";

/** @typedef {import("./draft.js").DraftItem} DraftItem */

const STOP = /[。；;！!？?\n]/u;
const LAST_MARKS = /[\s，,、：:]+$/u;

/**
 * From where the item begins to the end of its clause, but not into the next item.
 * @param {string[]} paragraphs
 * @param {DraftItem} item
 * @param {DraftItem[]} items of its list
 * @returns {{text: string, start: number, end: number} | null} null: it is whole, or stands nowhere in the text
 */
export function clauseOf(paragraphs, { start, end }, items) {
  if (end <= start) return null;
  const text = paragraphs.join("\n");
  const next = Math.min(...items.map((item) => item.start).filter((other) => other >= end));
  const rest = [...slice(text, end, next)];
  const stop = rest.findIndex((point) => STOP.test(point));
  const further = stop < 0 ? withoutMark(rest.join("")) : rest.slice(0, stop).join("");
  const words = slice(text, start, end) + further.replace(LAST_MARKS, "");
  const whole = { text: words, start, end: start + [...words].length };
  return whole.end > end ? whole : null;
}

/** The ordinal of the next item belongs to that one. @param {string} words */
function withoutMark(words) {
  const at = words.search(/[^，,、]*$/u);
  const last = words.slice(at);
  return COUNTED.exec(`${last}字`)?.[0].length === last.length ? words.slice(0, at) : words;
}
