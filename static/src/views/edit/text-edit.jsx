// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { failureWords, t } from "../../lib/i18n.js";

/**
 * A text that is saved when it is left: by Enter, by going elsewhere on the page, or by leaving it.
 * @param {{label: string, value: string, save: (value: string) => Promise<void>, lines?: boolean,
 *   spoken?: boolean, chinese?: boolean}} props lines: may have several; spoken: the label is not drawn
 */
export function TextEdit({ label, value, save, lines = false, spoken = false, chinese = true }) {
  const typed = useSignal(/** @type {string | null} */ (null));
  const failure = useSignal("");
  const saved = useSignal(false);
  const id = useId();
  const leave = useRef(() => {});

  async function commit() {
    const text = typed.value;
    if (text === null || text === value) return;
    try {
      await save(text);
      failure.value = "";
      saved.value = true;
      if (typed.value === text) typed.value = null;
    } catch (error) {
      failure.value = failureWords(error);
    }
  }
  leave.current = commit;
  useEffect(() => {
    const left = () => leave.current();
    addEventListener("pagehide", left);
    return () => {
      removeEventListener("pagehide", left);
      left();
    };
  }, []);

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
    onChange: commit,
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
