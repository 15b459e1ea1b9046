// @ts-check
import { useEffect, useMemo, useRef } from "preact/hooks";
import { readSpeech } from "../../app/speeches.js";
import { t } from "../../lib/i18n.js";
import { route } from "../../lib/router.js";
import { locate, startsOf } from "../../speeches/spans.js";
import { useLive } from "../edit/live.js";
import { NoDeck } from "../edit/no-deck.jsx";
import { Icon } from "../icons.jsx";
import { SpeechText } from "./speech-text.jsx";

/**
 * @typedef {import("../../speeches/compare.js").DeckContent} DeckContent
 * @typedef {import("./speech-text.jsx").ShownMark} ShownMark
 */

/** A deck's speech, opened at an item, a list or a paragraph (`?item=`, `?list=`, `?paragraph=`). */
export function SpeechPage() {
  const { params, query } = route.value;
  const content = useLive(() => readSpeech(params.id), params.id);
  if (content === undefined) return <div class="page" aria-busy="true" />;
  if (content === null) return <NoDeck />;
  if (!content.speech) return <NoSpeech />;
  return (
    <Text key={query.item ?? query.list} content={content} item={query.item} list={query.list} />
  );
}

/** @param {{content: DeckContent, item?: string, list?: string}} props */
function Text({ content, item, list }) {
  const page = useRef(/** @type {HTMLDivElement | null} */ (null));
  const paragraphs = content.paragraphs.map(({ text }) => text);
  const starts = useMemo(() => startsOf(paragraphs), [content]);
  const marksOf = useMemo(() => marksIn(content, item, list), [content, item, list]);
  const isMissing = Boolean(item ?? list) && ![...marksOf.values()].flat().some(isHere);
  useEffect(() => {
    const at = content.paragraphs.findIndex(({ id }) => id === route.value.query.paragraph);
    const here =
      page.current?.querySelector(".speech-here") ??
      page.current?.querySelectorAll(".speech-text > p")[at];
    here?.scrollIntoView({ block: "center" });
  }, []);
  const named = content.lists.find(({ key_list, items }) =>
    item ? items.some(({ id }) => id === item) : key_list.id === list,
  );
  return (
    <div class="page speech" ref={page}>
      <button type="button" class="back small" onClick={() => history.back()}>
        <Icon name="back" size={18} />
        {t("speech.back")}
      </button>
      <header class="page-head">
        <h1 tabIndex={-1} lang="zh-CN">
          {content.speech?.title}
        </h1>
        {named && (
          <p class="soft small" lang="zh-CN">
            {named.key_list.name}
          </p>
        )}
      </header>
      {isMissing && <p class="message">{t("speech.not-found")}</p>}
      <SpeechText paragraphs={paragraphs} starts={starts} marksOf={marksOf} />
    </div>
  );
}

/** @param {ShownMark} mark */
const isHere = ({ kind }) => kind === "here";

/**
 * @param {DeckContent} content
 * @param {string | undefined} item that is shown
 * @param {string | undefined} list all of whose items are shown
 * @returns {Map<number, ShownMark[]>} by the paragraph's index
 */
function marksIn({ lists, paragraphs }, item, list) {
  /** @type {Map<number, ShownMark[]>} */
  const marksOf = new Map();
  for (const { key_list, items } of lists) {
    for (const each of items) {
      const place = locate(each.source, paragraphs);
      if (!place) continue;
      const isWanted = item ? each.id === item : key_list.id === list;
      const mark = {
        ...place,
        key: each.id,
        kind: /** @type {ShownMark["kind"]} */ (isWanted ? "here" : "faint"),
      };
      marksOf.set(place.index, [...(marksOf.get(place.index) ?? []), mark]);
    }
  }
  return marksOf;
}

function NoSpeech() {
  const { id } = route.value.params;
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t("speech.none")}</h1>
      <p>
        <a class="button main" href={`/import?deck=${id}`}>
          {t("import.attach")}
        </a>
      </p>
    </div>
  );
}
