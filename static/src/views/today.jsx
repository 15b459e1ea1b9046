// @ts-check
import { useEffect } from "preact/hooks";
import { refreshToday } from "../app/actions.js";
import { today } from "../app/state.js";
import { dateWords, minutesWords } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { KeyListRow } from "./key-list-row.jsx";
import { nextAddress } from "./session.js";
import { SyncLine } from "./sync-line.jsx";

/** @typedef {NonNullable<typeof today.value>} Plan */

/** What today asks for, how long it takes, and one button to begin. */
export function Today() {
  const plan = today.value;
  useEffect(() => {
    if (today.value) refreshToday(); // A recital left midway has changed it.
  }, []);
  if (!plan) return <Fetching />;
  if (!plan.has_lists) return <NoLists />;
  const lists = [...plan.due, ...plan.fresh];
  return (
    <div class="page wide today">
      <header class="page-head">
        <h1 tabIndex={-1}>{t("today.title")}</h1>
        <p class="soft small">{dateWords(plan.study_day)}</p>
      </header>
      <div class="today-plan">
        {lists.length > 0 ? <Waiting plan={plan} /> : <NothingWaiting plan={plan} />}
        <TodayNotes plan={plan} />
      </div>
      <div class="today-lists">
        {plan.is_first && <p class="today-welcome">{t("today.welcome")}</p>}
        {plan.due.length > 0 && (
          <Lists title={t("today.due-lists")} lists={plan.due} today={plan.study_day} />
        )}
        {plan.fresh.length > 0 && (
          <Lists title={t("today.new-lists")} lists={plan.fresh} today={plan.study_day} />
        )}
      </div>
      <Begin plan={plan} />
    </div>
  );
}

/** On a first visit the lists come from the server. */
function Fetching() {
  return (
    <div class="page wide" aria-busy="true">
      <h1 tabIndex={-1}>{t("today.title")}</h1>
      <p class="soft late" role="status">
        {t("today.fetching")}
      </p>
    </div>
  );
}

/** A first visit without network. */
function NoLists() {
  return (
    <div class="page wide stack">
      <h1 tabIndex={-1}>{t("today.no-lists")}</h1>
      <p>{t("lists.none-all")}</p>
      <p>
        <button type="button" class="button main" onClick={() => location.reload()}>
          {t("later.again")}
        </button>
      </p>
    </div>
  );
}

/** @param {{plan: Plan}} props */
function Waiting({ plan }) {
  const count = plan.due_count + plan.fresh.length;
  return (
    <div class="today-count">
      <p>
        <span class="today-figure figure">{count}</span>
        <span class="today-unit">{t("today.unit", { n: count })}</span>
      </p>
      <p class="soft">
        {[
          plan.due_count > 0 && t("today.due-count", { n: plan.due_count }),
          plan.fresh.length > 0 && t("today.new-count", { n: plan.fresh.length }),
          t("today.minutes", { minutes: minutesWords(plan.minutes) }),
        ]
          .filter(Boolean)
          .join(t("mark.between"))}
      </p>
    </div>
  );
}

/** @param {{plan: Plan}} props */
function NothingWaiting({ plan }) {
  const recited = plan.recited_today.lists > 0;
  return (
    <div class="today-count">
      <p class="today-rest">{recited ? t("today.all-done") : t("today.nothing")}</p>
      <p class="soft">
        {plan.tomorrow.due > 0
          ? t("today.tomorrow", {
              n: plan.tomorrow.due,
              minutes: minutesWords(plan.tomorrow.minutes),
            })
          : t("today.tomorrow-free")}
      </p>
    </div>
  );
}

/** @param {{plan: Plan}} props */
function TodayNotes({ plan }) {
  const { lists, items } = plan.recited_today;
  return (
    <div class="today-notes small soft">
      {lists > 0 && <p>{t("today.recited", { n: lists, items })}</p>}
      <SyncLine />
    </div>
  );
}

/** @param {{title: string, lists: Plan["due"], today: number}} props */
function Lists({ title, lists, today }) {
  return (
    <section>
      <h2 class="today-section">{title}</h2>
      <ul class="rows">
        {lists.map((list) => (
          <li key={list.key_list_id}>
            <KeyListRow list={list} today={today} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @param {{plan: Plan}} props */
function Begin({ plan }) {
  const address = nextAddress(plan);
  const label = plan.recited_today.lists > 0 ? t("today.continue") : t("today.begin");
  return (
    <div class="today-begin">
      <a class={`button large ${address ? "main" : ""}`} href={address ?? "/lists"}>
        {address ? label : t("today.look-at-lists")}
      </a>
    </div>
  );
}
