// @ts-check
import { dueWords, percentWords } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { MemoryBars } from "./memory-bars.jsx";
import { Bilingual } from "./words.jsx";

/** @typedef {import("../app/state.js").Overview} Overview */

/** One key list in a line that leads to its page. @param {{list: Overview, today: number}} props */
export function KeyListRow({ list, today }) {
  const due = list.due_day !== null && list.due_day <= today;
  return (
    <a class="row" href={`/lists/${list.key_list_id}`}>
      <span>
        <span class="row-name">
          <Bilingual zh={list.name} en={list.name_en} />
        </span>
        <span class="row-about figure">
          <span>{t("count.items", { n: list.count })}</span>
          <span class={due ? "now" : ""}>{due ? t("due.now") : dueWords(list.due_day, today)}</span>
          {list.retrievability !== null && (
            <span>{t("list.chance", { chance: percentWords(list.retrievability) })}</span>
          )}
        </span>
      </span>
      <MemoryBars items={list.items} />
    </a>
  );
}
