// @ts-check
import { dueWords, percentWords } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { MemoryBars } from "./memory-bars.jsx";
import { Bilingual } from "./words.jsx";

/** @typedef {import("../app/state.js").Overview} Overview */

/** Above it no list is due by fading: an item was missed, and a chance would only belie that. */
const HIGHEST_RETENTION = 0.97;

/** One key list in a line that leads to its page. @param {{list: Overview, today: number}} props */
export function KeyListRow({ list, today }) {
  const due = list.due_day !== null && list.due_day <= today;
  const left = due ? list.items.filter(({ stability }) => stability === null).length : 0;
  const chance = due && (list.retrievability ?? 0) > HIGHEST_RETENTION ? null : list.retrievability;
  return (
    <a class="row" href={`/lists/${list.key_list_id}`}>
      <span>
        <span class="row-name">
          <Bilingual zh={list.name} en={list.name_en} />
        </span>
        <span class="row-about figure">
          <span>{t("count.items", { n: list.count })}</span>
          <span class={due ? "now" : ""}>
            {left > 0 && t("list.left", { n: left })}
            {left === 0 && (due ? t("due.now") : dueWords(list.due_day, today))}
          </span>
          {left === 0 && chance !== null && (
            <span>{t("list.chance", { chance: percentWords(chance) })}</span>
          )}
        </span>
      </span>
      <MemoryBars items={list.items} />
    </a>
  );
}
