// @ts-check
// A stretch of the speech that a learner marked, as a list: cut where an enumeration is cut. Pure.
import { slice } from "./spans.js";

const CUTS = /[、，,；;。！!？?\n]/u;

/** Marks that count items but are not said with them: 一是, （二）, 第三, 4. */
export const COUNTED =
  /^(?:第[一二三四五六七八九十百\d]+(?:个?是|[，、])?|[（(]?[一二三四五六七八九十\d]+[）)．.、]|[一二三四五六七八九十]+[是要](?=.)|[①-⑳]|[\s“”"《》—-])+/u;

/**
 * @param {string[]} paragraphs
 * @param {number} start in the paragraphs joined by "\n", in code points
 * @param {number} end
 * @returns {{text: string, start: number, end: number}[]} in the order of the text
 */
export function itemsIn(paragraphs, start, end) {
  const points = [...slice(paragraphs.join("\n"), start, end)];
  const items = [];
  let from = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && !CUTS.test(points[at])) continue;
    const item = trimmed(points.slice(from, at), start + from);
    if (item) items.push(item);
    from = at + 1;
  }
  return items;
}

/** @param {string[]} points @param {number} start */
function trimmed(points, start) {
  const text = points.join("");
  const counted = COUNTED.exec(text)?.[0] ?? "";
  const rest = text.slice(counted.length);
  const words = rest.trim();
  if (!words) return null;
  const before = [...counted].length + [...rest.slice(0, rest.indexOf(words))].length;
  return { text: words, start: start + before, end: start + before + [...words].length };
}
