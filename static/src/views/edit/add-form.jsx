// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { useVerb } from "./live.js";
import { Failure } from "./outcome.jsx";

/** What was left half written, until the form is opened again. @type {Map<string, string[]>} */
const halfWritten = new Map();

/** @param {string[]} texts */
const isWhole = (texts) => texts.every((text) => text.trim());

/**
 * One or two fields and a button; afterwards it is empty and ready for the next one.
 * @template T
 * @param {object} props
 * @param {string[]} props.labels
 * @param {string} props.button
 * @param {(...texts: string[]) => Promise<T>} props.add
 * @param {(added: T) => void} [props.then] after the button
 * @param {string} [props.keep] a name for what is written in it: when the page is left it is added too, or waits
 *   here when a field is empty
 */
export function AddForm({ labels, button, add, then, keep }) {
  const texts = useSignal((keep && halfWritten.get(keep)) || labels.map(() => ""));
  const verb = useVerb();
  const id = useId();
  const first = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    if (!keep) return;
    halfWritten.delete(keep);
    return () => leave(keep);
  }, []);

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const given = texts.value;
    await verb.run(async () => {
      const added = await add(...given);
      texts.value = labels.map(() => "");
      if (then) then(added);
      else first.current?.focus();
    });
  }
  /** @param {string} name */
  function leave(name) {
    const given = texts.value;
    const wait = () => halfWritten.set(name, given);
    if (verb.busy || given.every((text) => !text.trim())) return;
    if (isWhole(given)) add(...given).catch(wait);
    else wait();
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
