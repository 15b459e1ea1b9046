// @ts-check
import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { useVerb } from "./live.js";
import { Failure } from "./outcome.jsx";

/**
 * One or two fields and a button; afterwards it is empty and ready for the next one.
 * @param {{labels: string[], button: string, add: (...texts: string[]) => Promise<unknown>}} props
 */
export function AddForm({ labels, button, add }) {
  const texts = useSignal(labels.map(() => ""));
  const verb = useVerb();
  const id = useId();
  const first = useRef(/** @type {HTMLInputElement | null} */ (null));

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const given = texts.value;
    if (!(await verb.run(() => add(...given)))) return;
    texts.value = labels.map(() => "");
    first.current?.focus();
  }
  return (
    <form class="add-form" onSubmit={submit}>
      {labels.map((label, index) => (
        <label key={label} class="field" for={`${id}-${index}`}>
          <span class="field-name small">{label}</span>
          <input
            id={`${id}-${index}`}
            ref={index === 0 ? first : undefined}
            type="text"
            lang="zh-CN"
            autocomplete="off"
            maxLength={2000}
            value={texts.value[index]}
            onInput={(event) => {
              const { value } = event.currentTarget;
              texts.value = texts.value.map((text, at) => (at === index ? value : text));
            }}
          />
        </label>
      ))}
      <button type="submit" class="button" disabled={verb.busy}>
        <Icon name="add" size={20} />
        {button}
      </button>
      <Failure verb={verb} />
    </form>
  );
}

/** The way back to where a page belongs. @param {{href: string, words?: string}} props */
export const Back = ({ href, words = t("list.back") }) => (
  <a class="back small" href={href}>
    <Icon name="back" size={18} />
    {words}
  </a>
);
