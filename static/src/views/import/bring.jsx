// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { findInSpeech, readSpeech, readTyped, saveTyped, typedOf } from "../../app/speeches.js";
import { failureWords, t } from "../../lib/i18n.js";
import { Back } from "../edit/add-form.jsx";
import { useKeeping } from "../edit/keeping.js";
import { useLive } from "../edit/live.js";
import { NoDeck } from "../edit/no-deck.jsx";
import { UndoOffer } from "../edit/undo-bar.jsx";

/** @typedef {import("../../speeches/draft.js").Draft} Draft */

const FILES =
  ".txt,.md,.markdown,.docx,.pdf,.html,.htm,text/plain,text/markdown,text/html,application/pdf";

/**
 * Paste a text or choose a file.
 * @param {{deck_id: string | null, found: (draft: Draft) => void, discarded: Draft | null, takeBack: (discarded: Draft) => void}} props
 *   discarded: what was just given up; its text is here again, unless another one was waiting
 */
export function Bring({ deck_id, found, discarded, takeBack }) {
  const text = useSignal("");
  const title = useSignal("");
  const isEmpty = useSignal(false);
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const why = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  const doing = useSignal("");
  const failure = useSignal("");
  const cancel = useRef(/** @type {AbortController | null} */ (null));
  const target = useLive(async () => (deck_id ? await readSpeech(deck_id) : null), deck_id ?? "");
  useEffect(() => () => cancel.current?.abort(), []);
  useKept(text, title, discarded);
  useEffect(() => {
    if (!failure.value) return;
    why.current?.focus({ preventScroll: true });
    why.current?.scrollIntoView({ block: "center" });
  }, [failure.value]);

  /** @param {{text: string, title: string} | {file: File, title: string}} given @param {string} what */
  async function find(given, what) {
    const controller = new AbortController();
    cancel.current = controller;
    failure.value = "";
    isEmpty.value = false;
    doing.value = what;
    try {
      found(await findInSpeech(given, deck_id, controller.signal));
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (code === "offline" && "text" in given) await saveTyped(given).catch(() => {});
      if (code !== "cancelled") failure.value = failureWords(error);
      if (code === "offline") failure.value += t("text" in given ? "import.kept" : "import.later");
    } finally {
      doing.value = "";
    }
  }
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (text.value.trim()) find({ text: text.value, title: title.value }, t("import.finding"));
    else {
      isEmpty.value = true;
      box.current?.focus();
    }
  }
  /** @param {HTMLInputElement} input */
  function open(input) {
    const file = input.files?.[0];
    input.value = "";
    if (file) find({ file, title: title.value }, t("import.reading", { name: file.name }));
  }
  if (deck_id && target === null) return <NoDeck />;
  return (
    <div class="page editing import">
      <Back href={deck_id ? `/decks/${deck_id}` : "/lists"} />
      <header class="page-head">
        <h1 tabIndex={-1}>{t("import.open")}</h1>
        <p class="soft">
          {target ? t("import.to-deck", { title: target.deck.title }) : t("import.words")}
        </p>
      </header>
      {doing.value ? (
        <section class="panel" aria-busy="true">
          <p role="status">{doing.value}</p>
          <progress class="import-progress" aria-label={doing.value} />
          <button type="button" class="button" onClick={() => cancel.current?.abort()}>
            {t("import.cancel")}
          </button>
        </section>
      ) : (
        <form class="stack" onSubmit={submit}>
          <label class="field">
            <span class="field-name">{t("import.text")}</span>
            <textarea
              class="import-box import-text"
              lang="zh-CN"
              rows={8}
              ref={box}
              aria-invalid={isEmpty.value}
              aria-describedby={isEmpty.value ? "import-empty" : undefined}
              value={text.value}
              onInput={(event) => {
                text.value = event.currentTarget.value;
                isEmpty.value = false;
              }}
            />
          </label>
          {isEmpty.value && (
            <p class="message" role="alert" id="import-empty">
              {t("import.empty")}
            </p>
          )}
          <label class="field">
            <span class="field-name small">{t("import.title")}</span>
            <input
              class="import-box"
              type="text"
              lang="zh-CN"
              maxLength={80}
              autocomplete="off"
              value={title.value}
              onInput={(event) => {
                title.value = event.currentTarget.value;
              }}
            />
          </label>
          {failure.value && (
            <p class="message" role="alert" tabIndex={-1} ref={why}>
              {failure.value}
            </p>
          )}
          <button type="submit" class="button main large">
            {t("import.find")}
          </button>
          <label class="button large file-button">
            {t("import.file")}
            <input
              type="file"
              class="spoken"
              accept={FILES}
              onChange={(event) => open(event.currentTarget)}
            />
          </label>
          <p class="small soft">{t("import.private")}</p>
        </form>
      )}
      <div class="undo-bar-place" role="status">
        {discarded && !doing.value && (
          <UndoOffer words={t("review.given-up")} undo={() => takeBack(discarded)} />
        )}
      </div>
    </div>
  );
}

/**
 * What was typed or pasted stays on the device until lists were found in it or it is cleared.
 * @param {import("@preact/signals").Signal<string>} text
 * @param {import("@preact/signals").Signal<string>} title
 * @param {Draft | null} discarded whose text it is, where the disk had no room for it
 */
function useKept(text, title, discarded) {
  const isRead = useSignal(false);
  useEffect(() => {
    const begin = (/** @type {{text: string, title: string} | null} */ typed) => {
      if (typed && !text.value && !title.value)
        [text.value, title.value] = [typed.text, typed.title];
      isRead.value = true;
    };
    const given = discarded && typedOf(discarded);
    readTyped().then(
      (typed) => begin(typed ?? given),
      () => begin(given),
    );
  }, []);
  const typed = { text: text.value, title: title.value };
  // Without room on the disk it is still in the box.
  const keep = () => isRead.value && saveTyped(typed).catch(() => {});
  useKeeping(keep, [typed.text, typed.title, isRead.value]);
}
