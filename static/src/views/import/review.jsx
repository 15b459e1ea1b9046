// @ts-check
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { acceptSpeech, readSpeech } from "../../app/speeches.js";
import { t } from "../../lib/i18n.js";
import { navigate } from "../../lib/router.js";
import { aimAt, compareDeck } from "../../speeches/compare.js";
import { addMarked, isSure, isUnready, keepSure } from "../../speeches/draft.js";
import { itemsIn } from "../../speeches/selection.js";
import { useLive, useVerb } from "../edit/live.js";
import { tellSaved } from "../edit/saved-note.jsx";
import { TextEdit } from "../edit/text-edit.jsx";
import { FoundList } from "./found-list.jsx";
import { Marking } from "./marking.jsx";
import { ReviewBar } from "./review-bar.jsx";
import { WithDeck } from "./with-deck.jsx";

/**
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 * @typedef {import("./found-list.jsx").Goal} Goal
 * @typedef {import("./found-list.jsx").Reviewing} Reviewing
 */

/**
 * What was found, before anything is made of it. The draft stays until it is accepted or given up.
 * @param {{draft: Draft, change: (draft: Draft) => void, discard: () => void, isResumed: boolean}} props
 */
export function Review({ draft, change: keep, discard, isResumed }) {
  const verb = useVerb();
  const content = useLive(
    async () => (draft.deck_id ? await readSpeech(draft.deck_id) : null),
    draft.deck_id ?? "new",
  );
  const comparison = useMemo(() => content && compareDeck(content, draft), [content, draft]);
  const goal = useSignal(/** @type {Goal | null} */ (null));
  const shown = useSignal(/** @type {string | null} */ (null));
  const lost = useSignal(/** @type {import("./review-bar.jsx").Lost | null} */ (null));
  const selected = useSignal(/** @type {import("./marking.jsx").Span | null} */ (null));
  const unready = useSignal("");
  if (content === undefined) return <div class="page" aria-busy="true" />;
  const statusOf = new Map(comparison?.lists.map((each) => [each.key, each]));
  const open = draft.lists.filter(({ key }) => !statusOf.get(key)?.key_list);
  const taken = open.filter((list) => list.keep).length;

  /** @param {Draft} next @param {{key: string, words: string}} [taking] */
  function change(next, taking) {
    lost.value = taking ? { ...taking, draft } : null;
    unready.value = "";
    keep(next);
  }
  const goTo = (/** @type {Goal | null} */ next) => {
    goal.value = next;
  };
  const show = (/** @type {string} */ key) => {
    shown.value = key;
  };
  function back() {
    if (shown.value) goTo({ key: shown.value, part: "card" });
    shown.value = null;
  }
  function undo() {
    if (!lost.value) return;
    const { key, draft: before } = lost.value;
    change(before);
    goTo({ key, part: "card" });
  }
  function mark() {
    const span = selected.value;
    getSelection()?.removeAllRanges();
    const items = span ? itemsIn(draft.paragraphs, span.start, span.end) : [];
    if (items.length === 0) return;
    const marked = addMarked(draft, items);
    change(marked.draft);
    goTo({ key: marked.key, part: "name" });
  }
  function accept() {
    const waiting = open.find(isUnready);
    if (!waiting) return verb.run(save);
    const { key, name } = waiting;
    unready.value = name.trim() ? t("review.empty-list", { name }) : t("review.unnamed");
    goTo({ key, part: "name" });
  }
  async function save() {
    const deck_id = await acceptSpeech(draft, t("import.untitled"));
    tellSaved(savedWords(Boolean(content), taken));
    navigate(`/decks/${deck_id}`, { replace: true });
  }
  const groups = { draft, change, goTo, show, goal: goal.value };
  return (
    <div class="page wide editing review">
      <header class="page-head">
        <h1 tabIndex={-1}>{t("review.title")}</h1>
        {isResumed && <p class="message good">{t("review.resumed", { title: draft.title })}</p>}
        <p role="status">{foundWords(draft)}</p>
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
          <Group title={t("review.sure")} lists={open.filter(isSure)} {...groups} />
          <Group
            title={t("review.unsure")}
            lists={open.filter((list) => !isSure(list))}
            {...groups}
          />
          {draft.lists.length === 0 && <p class="empty">{t("review.none-do")}</p>}
        </div>
        <Marking draft={draft} selected={selected} shown={shown.value} back={back} />
      </div>
      <ReviewBar
        lost={lost}
        undo={undo}
        message={verb.failure || unready.value}
        accept={accept}
        acceptWords={acceptWords(Boolean(content), taken)}
        busy={verb.busy}
        keepSure={open.some(isSure) ? () => change(keepSure(draft)) : null}
        discard={discard}
        mark={selected.value && mark}
      />
    </div>
  );
}

/** @param {Draft} draft */
function foundWords({ lists }) {
  if (lists.length === 0) return t("review.none");
  return t("review.found", { n: lists.length, sure: lists.filter(isSure).length });
}

/** A speech may be kept without a list. @param {boolean} isUpdate @param {number} taken */
function acceptWords(isUpdate, taken) {
  if (isUpdate) return taken > 0 ? t("review.update", { n: taken }) : t("review.update-only");
  return taken > 0 ? t("review.accept", { n: taken }) : t("review.text-only");
}

/** @param {boolean} isUpdate @param {number} taken */
function savedWords(isUpdate, taken) {
  if (isUpdate) return t("review.updated");
  return taken > 0 ? t("review.saved", { n: taken }) : t("review.saved-text");
}

/** @param {Reviewing & {title: string, lists: Draft["lists"], goal: Goal | null}} props */
function Group({ title, lists, goal, ...reviewing }) {
  if (lists.length === 0) return null;
  return (
    <section class="review-group">
      <h2>{title}</h2>
      <ol>
        {lists.map((list, index) => (
          <FoundList
            key={list.key}
            list={list}
            goal={goal?.key === list.key ? goal : null}
            neighbours={{ before: lists[index - 1]?.key, after: lists[index + 1]?.key }}
            {...reviewing}
          />
        ))}
      </ol>
    </section>
  );
}
