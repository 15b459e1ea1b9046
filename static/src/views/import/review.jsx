// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { acceptSpeech, readSpeech } from "../../app/speeches.js";
import { t } from "../../lib/i18n.js";
import { navigate } from "../../lib/router.js";
import { aimAt, compareDeck } from "../../speeches/compare.js";
import { acceptable, addMarked, isSure, keepSure } from "../../speeches/draft.js";
import { itemsIn } from "../../speeches/selection.js";
import { placeOf, startsOf } from "../../speeches/spans.js";
import { useLive, useVerb } from "../edit/live.js";
import { Failure } from "../edit/outcome.jsx";
import { TextEdit } from "../edit/text-edit.jsx";
import { SpeechText, selectedSpan } from "../speech/speech-text.jsx";
import { FoundList } from "./found-list.jsx";
import { WithDeck } from "./with-deck.jsx";

/**
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 * @typedef {import("../speech/speech-text.jsx").ShownMark} ShownMark
 */

/**
 * What was found, before anything is made of it. The draft stays until it is accepted or given up.
 * @param {{draft: Draft, change: (draft: Draft) => void, discard: () => void}} props
 */
export function Review({ draft, change, discard }) {
  const verb = useVerb();
  const content = useLive(
    async () => (draft.deck_id ? await readSpeech(draft.deck_id) : null),
    draft.deck_id ?? "new",
  );
  const comparison = useMemo(() => content && compareDeck(content, draft), [content, draft]);
  if (content === undefined) return <div class="page" aria-busy="true" />;
  const statusOf = new Map(comparison?.lists.map((each) => [each.key, each]));
  const isThere = (/** @type {string} */ key) => Boolean(statusOf.get(key)?.key_list);
  const open = draft.lists.filter(({ key }) => !isThere(key));
  const taken = acceptable(draft).filter(({ key }) => !isThere(key)).length;
  const accept = () =>
    verb.run(async () => {
      const deck_id = await acceptSpeech(draft, t("import.untitled"));
      navigate(`/decks/${deck_id}`, { replace: true });
    });
  return (
    <div class="page wide editing review">
      <header class="page-head">
        <h1 tabIndex={-1}>{t("review.title")}</h1>
        <p role="status">
          {t("review.found", { n: draft.lists.length, sure: draft.lists.filter(isSure).length })}
        </p>
      </header>
      <TextEdit
        label={t("import.title")}
        value={draft.title}
        save={async (title) => change({ ...draft, title })}
      />
      <div class="review-columns">
        <div class="review-lists">
          {content && comparison && (
            <WithDeck
              content={content}
              comparison={comparison}
              draft={draft}
              change={change}
              apart={() => change(aimAt(draft, null))}
            />
          )}
          <Group
            title={t("review.sure")}
            lists={open.filter(isSure)}
            draft={draft}
            change={change}
          />
          <Group
            title={t("review.unsure")}
            lists={open.filter((list) => !isSure(list))}
            draft={draft}
            change={change}
          />
          {draft.lists.length === 0 && <p class="empty">{t("review.none")}</p>}
        </div>
        <Marking draft={draft} change={change} />
      </div>
      <Failure verb={verb} />
      <div class="review-accept">
        <button type="button" class="button main large" disabled={verb.busy} onClick={accept}>
          {acceptWords(Boolean(content), taken)}
        </button>
        <div class="cluster">
          <button type="button" class="button quiet" onClick={() => change(keepSure(draft))}>
            {t("review.only-sure")}
          </button>
          <button type="button" class="button quiet" onClick={discard}>
            {t("review.give-up")}
          </button>
        </div>
      </div>
    </div>
  );
}

/** A speech may be kept without a list. @param {boolean} isUpdate @param {number} taken */
function acceptWords(isUpdate, taken) {
  if (isUpdate) return t("review.update", { n: taken });
  return taken > 0 ? t("review.accept", { n: taken }) : t("review.text-only");
}

/** @param {{title: string, lists: Draft["lists"], draft: Draft, change: (draft: Draft) => void}} props */
function Group({ title, lists, draft, change }) {
  if (lists.length === 0) return null;
  return (
    <section class="review-group">
      <h2>{title}</h2>
      <ol>
        {lists.map((list, index) => (
          <FoundList
            key={list.key}
            list={list}
            draft={draft}
            change={change}
            neighbours={{ before: lists[index - 1]?.key, after: lists[index + 1]?.key }}
          />
        ))}
      </ol>
    </section>
  );
}

/** The speech with its lists; what is selected in it can become a list. @param {{draft: Draft, change: (draft: Draft) => void}} props */
function Marking({ draft, change }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const selected = useSignal(/** @type {{start: number, end: number} | null} */ (null));
  const starts = useMemo(() => startsOf(draft.paragraphs), [draft.paragraphs]);
  const marksOf = useMemo(() => marksIn(draft, starts), [draft.lists, starts]);
  useEffect(() => {
    const look = () => {
      selected.value = selectedSpan(box.current);
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  function mark() {
    const span = selected.value;
    if (!span) return;
    const items = itemsIn(draft.paragraphs, span.start, span.end);
    if (items.length > 0) change(addMarked(draft, { name: "", items }));
    getSelection()?.removeAllRanges();
  }
  return (
    <div class="review-speech">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to scroll it */}
      <section ref={box} class="review-text" tabIndex={0} aria-label={t("review.speech")}>
        <SpeechText paragraphs={draft.paragraphs} starts={starts} marksOf={marksOf} />
      </section>
      <p class="small soft">{t("review.select")}</p>
      {selected.value && (
        <div class="undo-bar">
          <button
            type="button"
            class="button main"
            onPointerDown={(event) => event.preventDefault()}
            onClick={mark}
          >
            {t("review.mark")}
          </button>
        </div>
      )}
    </div>
  );
}

/**
 * @param {Draft} draft
 * @param {number[]} starts
 * @returns {Map<number, ShownMark[]>}
 */
function marksIn({ lists, paragraphs }, starts) {
  /** @type {Map<number, ShownMark[]>} */
  const marksOf = new Map();
  for (const { keep, items } of lists) {
    for (const { key, start, end } of items.filter((item) => item.end > item.start)) {
      const place = placeOf(paragraphs, start, end, starts);
      const mark = {
        ...place,
        key,
        kind: /** @type {ShownMark["kind"]} */ (keep ? "item" : "faint"),
      };
      marksOf.set(place.index, [...(marksOf.get(place.index) ?? []), mark]);
    }
  }
  return marksOf;
}
