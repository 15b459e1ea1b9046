// @ts-check
import { t } from "../../lib/i18n.js";
import { segments } from "../../speeches/spans.js";

/** @typedef {import("../../speeches/spans.js").Mark & {kind: "item" | "faint" | "here"}} ShownMark */

/**
 * The paragraphs of a speech, with what is marked in them. Every piece says where in the whole text
 * it begins, so that a selection can be found in it.
 * @param {{paragraphs: string[], starts: number[], marksOf: Map<number, ShownMark[]>}} props
 */
export const SpeechText = ({ paragraphs, starts, marksOf }) => (
  <div class="speech-text" lang="zh-CN">
    {paragraphs.map((text, index) => (
      <p key={index}>
        <Pieces text={text} start={starts[index]} marks={marksOf.get(index) ?? []} />
      </p>
    ))}
  </div>
);

/** @param {{text: string, start: number, marks: ShownMark[]}} props */
function Pieces({ text, start, marks }) {
  const kindOf = new Map(marks.map(({ key, kind }) => [key, kind]));
  return (
    <>
      {segments(text, marks).map((piece) => {
        const at = start + piece.start;
        const kinds = new Set(piece.keys.map((key) => kindOf.get(key)));
        if (kinds.size === 0)
          return (
            <span key={at} data-at={at}>
              {piece.text}
            </span>
          );
        const kind = kinds.has("here") ? "here" : kinds.has("item") ? "item" : "faint";
        return (
          <mark key={at} data-at={at} class={`speech-${kind}`} data-keys={piece.keys.join(" ")}>
            {kind === "here" && <span class="spoken">{t("speech.here")}</span>}
            {piece.text}
          </mark>
        );
      })}
    </>
  );
}

/**
 * Where in the whole text the learner's selection lies.
 * @param {Element | null} box that holds the text
 * @returns {{start: number, end: number} | null} code points; null: nothing in the text is selected
 */
export function selectedSpan(box) {
  const selection = getSelection();
  if (!box || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(box)) return null;
  const pieces = [...box.querySelectorAll("[data-at]")].filter((piece) =>
    range.intersectsNode(piece),
  );
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  const start = offsetIn(first, range.startContainer, range.startOffset, 0);
  const end = offsetIn(last, range.endContainer, range.endOffset, textOf(last).length);
  return end > start ? { start, end } : null;
}

/** @param {Element} piece */
const textOf = (piece) => [...(piece.lastChild?.textContent ?? "")];

/**
 * @param {Element} piece
 * @param {Node} node where the selection begins or ends
 * @param {number} offset in it, in UTF-16 units
 * @param {number} otherwise when it lies outside of the piece
 */
function offsetIn(piece, node, offset, otherwise) {
  const isHere = node === piece.lastChild && node.nodeType === Node.TEXT_NODE;
  const within = isHere ? [...(node.textContent ?? "").slice(0, offset)].length : otherwise;
  return Number(piece.getAttribute("data-at")) + within;
}
