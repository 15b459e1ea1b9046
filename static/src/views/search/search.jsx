// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { searchFor } from "../../app/searching.js";
import { today } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { navigate, route } from "../../lib/router.js";
import { Back } from "../edit/add-form.jsx";

/** @typedef {import("../../search/search.js").Result} Result */

/** Characters shown around what was found in a long paragraph. */
const AROUND = 24;

/** One field; what it finds leads to the list, or to its place in the speech. */
export function Search() {
  const query = route.value.query.q ?? "";
  const found = useSignal(/** @type {{results: Result[], count: number} | null} */ (null));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    let wanted = true;
    searchFor(query, () => !wanted).then(
      (result) => {
        if (wanted && result) found.value = result;
      },
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [query, today.value]);
  const { results, count } = found.value ?? { results: [], count: 0 };
  return (
    <div class="page editing">
      <Back href="/lists" />
      <header class="page-head">
        <h1 tabIndex={-1}>{t("search.open")}</h1>
      </header>
      <search>
        <label class="field">
          <span class="small soft">{t("search.hint")}</span>
          <input
            ref={field}
            class="import-box"
            type="search"
            lang="zh-CN"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="search"
            maxLength={80}
            value={query}
            aria-label={t("search.open")}
            onInput={(event) => {
              const typed = event.currentTarget.value;
              navigate(typed ? `/search?q=${encodeURIComponent(typed)}` : "/search", {
                replace: true,
              });
            }}
          />
        </label>
      </search>
      <p class="small soft" role="status">
        {query.trim() && found.value ? t("search.found", { n: count }) : ""}
      </p>
      <ul class="rows">
        {results.map((result) => (
          <li key={`${result.entry.kind} ${result.entry.id}`}>
            <Row result={result} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** @param {{result: Result}} props */
function Row({ result: { entry, start, end } }) {
  return (
    <a class="row search-row" href={addressOf(entry)}>
      <span>
        <span class={entry.kind === "list" ? "row-name" : "serif"} lang="zh-CN">
          <Found text={entry.text} start={start} end={end} />
        </span>
        <span class="row-about">
          <span>{t(`search.${entry.kind}`)}</span>
          <span lang="zh-CN">{entry.within}</span>
        </span>
      </span>
    </a>
  );
}

/** @param {Result["entry"]} entry */
function addressOf({ kind, id, deck_id, key_list_id }) {
  return kind === "speech" ? `/speeches/${deck_id}?paragraph=${id}` : `/lists/${key_list_id}`;
}

/** @param {{text: string, start: number, end: number}} props */
function Found({ text, start, end }) {
  const characters = [...text.normalize("NFKC")];
  const from = Math.max(0, start - AROUND);
  const to = Math.min(characters.length, end + 2 * AROUND);
  const words = (/** @type {number} */ a, /** @type {number} */ b) =>
    characters.slice(a, b).join("");
  return (
    <>
      {from > 0 && "…"}
      {words(from, start)}
      <mark class="search-found">{words(start, end)}</mark>
      {words(end, to)}
      {to < characters.length && "…"}
    </>
  );
}
