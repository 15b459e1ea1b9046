// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { percentWords } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { itemAbove, withList } from "../../speeches/draft.js";
import { Icon } from "../icons.jsx";
import { FoundEditor } from "./found-editor.jsx";

/**
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 * @typedef {import("../../speeches/draft.js").DraftList} DraftList
 * @typedef {{key: string, part: "name" | "card"}} Goal where the eye and the keyboard shall go
 * @typedef {object} Reviewing
 * @property {Draft} draft
 * @property {(draft: Draft, lost?: {key: string, words: string}) => void} change lost: what can be taken back, and of
 *   which list
 * @property {(goal: Goal | null) => void} goTo null: it is reached
 * @property {(key: string) => void} show a list in the speech
 */

/**
 * One list that was found: whether to keep it, why it is believed to be one, and all that may be wrong with it.
 * @param {Reviewing & {list: DraftList, neighbours: {before?: string, after?: string}, goal: Goal | null}} props
 *   neighbours: keys of the lists shown around it
 */
export function FoundList({ list, neighbours, goal, ...reviewing }) {
  const { draft, change, goTo, show } = reviewing;
  const open = useSignal(false);
  const card = useRef(/** @type {HTMLLIElement | null} */ (null));
  useReached(card, open, goal, () => goTo(null));
  const name = list.name || t("review.nameless");
  return (
    <li class={`found ${list.keep ? "kept" : ""}`} ref={card}>
      <label class="check">
        <input
          type="checkbox"
          checked={list.keep}
          onChange={(event) =>
            change(withList(draft, list.key, { keep: event.currentTarget.checked }))
          }
        />
        <span class="row-name" lang="zh-CN">
          {name}
        </span>
        <span class="soft small figure">{t("count.items", { n: list.items.length })}</span>
      </label>
      <ol class="found-items serif" lang="zh-CN">
        {list.items.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ol>
      <Why list={list} draft={draft} />
      <div class="found-verbs">
        {list.items.some(({ start, end }) => end > start) && (
          <button type="button" class="button quiet small" onClick={() => show(list.key)}>
            <Icon name="speech" size={18} />
            {t("speech.show")}
            <span class="spoken">{name}</span>
          </button>
        )}
        <details
          open={open.value}
          onToggle={(event) => {
            open.value = event.currentTarget.open;
          }}
        >
          <summary class="small">
            <Icon name="edit" size={18} />
            {t("review.edit")}
            <span class="spoken">{name}</span>
          </summary>
          {open.value && <FoundEditor list={list} neighbours={neighbours} {...reviewing} />}
        </details>
      </div>
    </li>
  );
}

/**
 * @param {{current: HTMLLIElement | null}} card
 * @param {import("@preact/signals").Signal<boolean>} open
 * @param {Goal | null} goal
 * @param {() => void} reached
 */
function useReached(card, open, goal, reached) {
  const isOpen = open.value;
  useEffect(() => {
    if (!goal) return;
    if (goal.part === "name" && !isOpen) {
      open.value = true;
      return;
    }
    const target = goal.part === "name" ? ".text-edit-box" : "summary";
    const element = /** @type {HTMLElement | null | undefined} */ (
      card.current?.querySelector(target)
    );
    element?.focus({ preventScroll: true });
    card.current?.scrollIntoView({ block: goal.part === "name" ? "start" : "center" });
    reached();
  }, [goal, goal !== null && isOpen]);
}

/** Why it is believed to be a list, and what speaks against it. @param {{list: DraftList, draft: Draft}} props */
function Why({ list, draft }) {
  const above = itemAbove(draft, list);
  return (
    <div class="small soft">
      {list.count_mismatch && (
        <p class="message">
          {t("review.mismatch", { n: list.announced ?? 0, found: list.items.length })}
        </p>
      )}
      {list.keep && !list.name.trim() && <p class="message">{t("review.needs-name")}</p>}
      {list.keep && list.items.length === 0 && <p class="message">{t("review.needs-items")}</p>}
      <p>
        {[...evidence(list), above && t("review.within", { name: above.text })]
          .filter(Boolean)
          .join(t("mark.between"))}
      </p>
    </div>
  );
}

/** @param {DraftList} list */
function evidence({ words, confidence, announced, name_derived, items }) {
  if (confidence === null) return [t("review.by-hand")];
  const found = { words: words.slice(0, 6).join("、"), n: items.length };
  return [
    words.length > 0 &&
      t(words.length === 1 && announced ? "review.why-announced" : "review.why", found),
    t("review.confidence", { percent: percentWords(confidence) }),
    name_derived && t("review.derived"),
  ];
}
