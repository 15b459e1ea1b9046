// @ts-check
import { useEffect } from "preact/hooks";
import { readKeyList, refreshOverviews } from "../app/actions.js";
import { overviews, today } from "../app/state.js";
import { dueWords, percentWords, spanWords } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "./icons.jsx";
import { MemoryBars } from "./memory-bars.jsx";
import { useReading } from "./reading.js";
import { Bilingual, inPageLanguage } from "./words.jsx";

/**
 * @typedef {import("../app/state.js").Overview} Overview
 * @typedef {Awaited<ReturnType<typeof readKeyList>>} Reading
 */

/** One key list: where it comes from, its items with their details, and how long each is remembered. @param {{id: string}} props */
export function KeyList({ id }) {
  const reading = useReading(() => readKeyList(id), id);
  useEffect(() => {
    refreshOverviews();
  }, []);
  const overview = overviews.value?.find((list) => list.key_list_id === id);
  if (reading.failed || reading.absent) return <NoSuchList />;
  if (!reading.value || !overviews.value || !today.value)
    return <div class="page" aria-busy="true" />;
  const { key_list: list, deck, items } = reading.value;
  const isNew = overview?.due_day === null;
  const part = inPageLanguage(list.part, list.part_en);
  const title = inPageLanguage(deck.title, deck.title_en);
  const isEmpty = items.length === 0;
  return (
    <div class="page key-list">
      <a class="back small" href="/lists">
        <Icon name="back" size={18} />
        {t("list.back")}
      </a>
      <header class="page-head">
        <h1 tabIndex={-1}>
          <Bilingual zh={list.name} en={list.name_en} />
        </h1>
        <p class="soft small">{[title, part].filter(Boolean).join(t("mark.between"))}</p>
      </header>
      <div class="cluster key-list-ways">
        {!isEmpty && (
          <a class="button" href={isNew ? `/recite/${id}?all=1` : `/learn/${id}`}>
            {isNew ? t("list.recite-at-once") : t("list.learn-again")}
          </a>
        )}
        {items.some(({ source }) => source) && (
          <a class="button" href={`/speeches/${deck.id}?list=${id}`}>
            <Icon name="speech" size={20} />
            {t("speech.show")}
          </a>
        )}
        <a class="button" href={`/lists/${id}/edit`}>
          <Icon name="edit" size={20} />
          {t("edit.open")}
        </a>
      </div>
      {isEmpty && <p class="empty">{t("list.empty")}</p>}
      {!isEmpty && overview && <Standing overview={overview} today={today.value.study_day} />}
      <ol class="key-list-items">
        {items.map((item, index) => (
          <li key={item.id} class="key-list-item">
            <span class="place-number figure" aria-hidden="true">
              {list.ordered ? index + 1 : "·"}
            </span>
            <div>
              <p class="item-text">
                <Bilingual zh={item.text} en={item.text_en} />
              </p>
              {item.detail && (
                <p class="soft small">{inPageLanguage(item.detail, item.detail_en)}</p>
              )}
              <p class="item-memory small figure">{memoryWords(overview?.items[index])}</p>
            </div>
          </li>
        ))}
      </ol>
      {!isEmpty && (
        <div class="action-zone">
          <a class="button main large" href={isNew ? `/learn/${id}` : `/recite/${id}`}>
            {isNew ? t("list.learn") : t("list.recite")}
          </a>
        </div>
      )}
    </div>
  );
}

/** @param {{overview: Overview, today: number}} props */
function Standing({ overview, today }) {
  return (
    <div class="standing">
      <MemoryBars items={overview.items} />
      {overview.retrievability === null ? (
        <p>{t("list.unknown")}</p>
      ) : (
        <dl class="standing-facts">
          <div>
            <dt>{t("list.due")}</dt>
            <dd>{dueWords(overview.due_day, today)}</dd>
          </div>
          <div>
            <dt>{t("list.whole")}</dt>
            <dd class="figure">{percentWords(overview.retrievability)}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}

/** @param {Overview["items"][number] | undefined} item */
function memoryWords(item) {
  if (!item || item.stability === null || item.retrievability === null) return t("item.never");
  return t("item.memory", {
    span: spanWords(item.stability),
    chance: percentWords(item.retrievability),
  });
}

function NoSuchList() {
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t("list.missing")}</h1>
      <p>
        <a class="button" href="/lists">
          {t("list.back")}
        </a>
      </p>
    </div>
  );
}
