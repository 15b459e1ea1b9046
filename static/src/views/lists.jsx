// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { refreshOverviews } from "../app/actions.js";
import { overviews, today } from "../app/state.js";
import { t } from "../lib/i18n.js";
import { Icon } from "./icons.jsx";
import { KeyListRow } from "./key-list-row.jsx";
import { inPageLanguage } from "./words.jsx";

/**
 * @typedef {import("../app/state.js").Overview} Overview
 * @typedef {"all" | "due" | "new"} Filter
 */

const FILTERS = /** @type {Filter[]} */ (["all", "due", "new"]);

/** So many rows are drawn at once; a large collection grows while it is scrolled. */
const ROWS_AT_ONCE = 60;

/** Every key list, grouped by the part of the speech that it comes from. */
export function Lists() {
  const filter = useSignal(/** @type {Filter} */ ("all"));
  useEffect(() => {
    refreshOverviews();
  }, []);
  const known = overviews.value;
  const plan = today.value;
  if (!known || !plan) return <div class="page wide" aria-busy="true" />;
  const chosen = known.filter((list) => passes(list, filter.value, plan.study_day));
  return (
    <div class="page wide lists">
      <header class="page-head lists-head">
        <h1 tabIndex={-1}>{t("lists.title")}</h1>
        <Tools />
        <FilterChoice value={filter.value} choose={(value) => (filter.value = value)} />
      </header>
      <p class="spoken" role="status">
        {t("lists.found", { n: chosen.length })}
      </p>
      {chosen.length > 0 ? (
        <Groups key={filter.value} lists={chosen} today={plan.study_day} />
      ) : (
        <div class="empty">
          <p>{t(`lists.none-${filter.value}`)}</p>
          {filter.value === "all" && (
            <a class="button" href="/import">
              {t("import.open")}
            </a>
          )}
        </div>
      )}
    </div>
  );
}

/** What can be done with lists, beside reciting them. */
function Tools() {
  return (
    <div class="lists-tools">
      <a class="icon-button" href="/search" aria-label={t("search.open")}>
        <Icon name="search" />
      </a>
      <a class="button quiet" href="/import">
        <Icon name="add" size={20} />
        {t("import.open")}
      </a>
      <a class="icon-button" href="/decks" aria-label={t("decks.title")}>
        <Icon name="edit" />
      </a>
    </div>
  );
}

/** @param {Overview} list @param {Filter} filter @param {number} today */
function passes(list, filter, today) {
  if (filter === "new") return list.due_day === null;
  return filter === "all" || (list.due_day !== null && list.due_day <= today);
}

/** @param {{value: Filter, choose: (value: Filter) => void}} props */
function FilterChoice({ value, choose }) {
  return (
    <fieldset class="segments">
      <legend class="spoken">{t("lists.filter")}</legend>
      {FILTERS.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="filter"
            checked={name === value}
            onChange={() => choose(name)}
          />
          <span>{t(`lists.filter-${name}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** @param {{lists: Overview[], today: number}} props */
function Groups({ lists, today }) {
  const [shown, end] = useGrowingCount(lists.length);
  return (
    <div class="groups">
      {groupByPart(lists.slice(0, shown)).map(({ key, title, lists: members }) => (
        <section key={key} class="group">
          <h2 class="group-title">{title}</h2>
          <ul class="rows">
            {members.map((list) => (
              <li key={list.key_list_id}>
                <KeyListRow list={list} today={today} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {shown < lists.length && <div ref={end} class="groups-end" />}
    </div>
  );
}

/**
 * Lists in their order, cut where the deck or the part changes.
 * @param {Overview[]} lists
 */
function groupByPart(lists) {
  /** @type {Map<string, {key: string, title: string, lists: Overview[]}>} */
  const groups = new Map();
  for (const list of lists) {
    const key = `${list.deck_id} ${list.part ?? ""}`;
    const title = inPageLanguage(list.part, list.part_en) || list.deck_title;
    if (!groups.has(key)) groups.set(key, { key, title, lists: [] });
    groups.get(key)?.lists.push(list);
  }
  return [...groups.values()];
}

/**
 * A count that grows each time the end of the list comes near the window.
 * @param {number} total
 * @returns {[number, {current: HTMLDivElement | null}]}
 */
function useGrowingCount(total) {
  const shown = useSignal(ROWS_AT_ONCE);
  const end = useRef(/** @type {HTMLDivElement | null} */ (null));
  const drawn = Math.min(shown.value, total);
  useEffect(() => {
    if (!end.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) shown.value += ROWS_AT_ONCE;
      },
      { rootMargin: "600px" },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [drawn]);
  return [drawn, end];
}
