// @ts-check
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { placeOf, startsOf } from "../../speeches/spans.js";
import { Icon } from "../icons.jsx";
import { SpeechText, selectedSpan } from "../speech/speech-text.jsx";

/**
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 * @typedef {import("../speech/speech-text.jsx").ShownMark} ShownMark
 * @typedef {{start: number, end: number}} Span
 */

/**
 * The speech with its lists; what is selected in it can become a list.
 * @param {{draft: Draft, selected: import("@preact/signals").Signal<Span | null>, shown: string | null,
 *   back: () => void}} props shown: key of the list that is looked up in it
 */
export function Marking({ draft, selected, shown, back }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const starts = useMemo(() => startsOf(draft.paragraphs), [draft.paragraphs]);
  const marksOf = useMemo(() => marksIn(draft, shown, starts), [draft.lists, shown, starts]);
  const list = draft.lists.find(({ key }) => key === shown);
  useEffect(() => {
    const look = () => {
      selected.value = selectedSpan(box.current);
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  useEffect(() => {
    if (!shown) return;
    box.current?.focus({ preventScroll: true });
    box.current?.querySelector(".speech-here")?.scrollIntoView({ block: "center" });
  }, [shown]);
  return (
    <div class="review-speech">
      {list && (
        <button type="button" class="button" onClick={back}>
          <Icon name="up" size={18} />
          {t("review.back-to", { name: list.name || t("review.nameless") })}
        </button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to scroll it */}
      <section ref={box} class="review-text" tabIndex={0} aria-label={t("review.speech")}>
        <SpeechText paragraphs={draft.paragraphs} starts={starts} marksOf={marksOf} />
      </section>
      <p class="small soft">{t("review.select")}</p>
    </div>
  );
}

/**
 * @param {Draft} draft
 * @param {string | null} shown
 * @param {number[]} starts
 * @returns {Map<number, ShownMark[]>}
 */
function marksIn({ lists, paragraphs }, shown, starts) {
  /** @type {Map<number, ShownMark[]>} */
  const marksOf = new Map();
  for (const { key: list, keep, items } of lists) {
    /** @type {ShownMark["kind"]} */
    const kind = list === shown ? "here" : keep ? "item" : "faint";
    for (const { key, start, end } of items.filter((item) => item.end > item.start)) {
      const mark = { ...placeOf(paragraphs, start, end, starts), key, kind };
      marksOf.set(mark.index, [...(marksOf.get(mark.index) ?? []), mark]);
    }
  }
  return marksOf;
}
