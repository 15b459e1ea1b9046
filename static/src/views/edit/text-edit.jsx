// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { failureWords, t } from "../../lib/i18n.js";
import { useKeeping } from "./keeping.js";

/** @typedef {{text: string, saving: Promise<void>}} Handed the text that was handed over last */

/**
 * A text that is saved when typing pauses and when it is left. What another device makes of it is shown as soon as
 * it is left, and is not written over unless the learner has typed on.
 * @param {{label: string, value: string, save: (value: string) => Promise<void>, lines?: boolean,
 *   spoken?: boolean, chinese?: boolean}} props lines: may have several; spoken: the label is not drawn
 */
export function TextEdit({ label, value, save, lines = false, spoken = false, chinese = true }) {
  const typed = useSignal(/** @type {string | null} */ (null));
  const failure = useSignal("");
  const saved = useSignal(false);
  const id = useId();
  const handed = useRef(/** @type {Handed | null} */ (null));
  const latest = useRef(commit);

  /** @param {boolean} left the text, or typing only pauses */
  async function commit(left) {
    const text = typed.value;
    if (text === null) return;
    if (text !== (handed.current?.text ?? value)) handed.current = { text, saving: save(text) };
    const mine = handed.current;
    try {
      await mine?.saving;
      failure.value = "";
      saved.value = left && mine !== null;
      if (left && typed.value === text) typed.value = handed.current = null;
    } catch (error) {
      if (handed.current === mine) handed.current = null; // it may be tried again
      const isEmpty = /** @type {any} */ (error).code === "empty_text";
      if (left || !isEmpty) failure.value = failureWords(error); // who pauses may be about to write
    }
  }
  latest.current = commit;
  useKeeping(() => latest.current(false), [typed.value]);
  useEffect(() => () => void latest.current(true), []);

  const shared = {
    id,
    class: "text-edit-box",
    lang: chinese ? "zh-CN" : "en",
    value: typed.value ?? value,
    maxLength: 5000,
    "aria-invalid": failure.value ? /** @type {const} */ (true) : undefined,
    "aria-describedby": failure.value ? `${id}-why` : undefined,
    onInput: (/** @type {any} */ event) => {
      typed.value = event.currentTarget.value;
      saved.value = false;
    },
    onChange: () => commit(true),
    onBlur: () => commit(true),
  };
  return (
    <div class="field text-edit">
      <label class={spoken ? "spoken" : "field-name small"} for={id}>
        {label}
      </label>
      {lines ? <textarea rows={1} {...shared} /> : <input type="text" {...shared} />}
      {failure.value && (
        <span id={`${id}-why`} class="small message" role="alert">
          {failure.value}
        </span>
      )}
      <span class="spoken" role="status">
        {saved.value ? t("edit.saved") : ""}
      </span>
    </div>
  );
}
