// @ts-check
// The paragraphs of a new version against those that are there: what stayed the same keeps its id,
// and so does what was corrected. Pure.
import { likeness } from "./similar.js";

/** @typedef {import("../lib/types.js").Paragraph} Paragraph */
/** @typedef {{id: string | null, text: string}} Paired id null: a new paragraph */

/** Below this it is another paragraph. */
const SAME_PARAGRAPH = 0.5;
/** A corrected paragraph stands near its place; comparing all with all would take seconds. */
const NEAR = 12;

/**
 * @param {Paragraph[]} before live ones, in order
 * @param {string[]} texts of the new version
 * @returns {{paired: Paired[], removed: Paragraph[]}}
 */
export function pairParagraphs(before, texts) {
  const free = new Set(before);
  const same = texts.map((text) => take(free, (paragraph) => paragraph.text === text));
  const paired = texts.map((text, index) => {
    const held =
      same[index] ?? take(firstOf(free), (each) => likeness(each.text, text) >= SAME_PARAGRAPH);
    if (held) free.delete(held);
    return { id: held?.id ?? null, text };
  });
  return { paired, removed: [...free] };
}

/** @param {Set<Paragraph>} free @param {(paragraph: Paragraph) => boolean} fits */
function take(free, fits) {
  for (const paragraph of free) {
    if (!fits(paragraph)) continue;
    free.delete(paragraph);
    return paragraph;
  }
  return null;
}

/** @param {Set<Paragraph>} free */
const firstOf = (free) => new Set([...free].slice(0, NEAR));
