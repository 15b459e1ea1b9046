// @ts-check
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../../lib/i18n.js";

/**
 * @param {{label: string, value: import("@preact/signals").Signal<string>, type?: "text" | "password",
 *   complete: string, hint?: string, minLength?: number, maxLength?: number}} props
 */
export function TextField({
  label,
  value,
  type = "text",
  complete,
  hint,
  minLength,
  maxLength = 256,
}) {
  const id = useId();
  const hintId = useId();
  const shown = useSignal(false);
  const secret = type === "password";
  return (
    <div class="field">
      <label class="field-name" for={id}>
        {label}
      </label>
      <div class={secret ? "with-button" : undefined}>
        <input
          id={id}
          type={/** @type {"password"} */ (secret && shown.value ? "text" : type)}
          value={value.value}
          autocomplete={/** @type {any} */ (complete)}
          autocapitalize="none"
          spellcheck={false}
          required
          minLength={minLength}
          maxLength={maxLength}
          aria-describedby={hint ? hintId : undefined}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
        />
        {secret && <ShowButton shown={shown} label={label} />}
      </div>
      {hint && (
        <span id={hintId} class="small soft">
          {hint}
        </span>
      )}
    </div>
  );
}

/** @param {{shown: import("@preact/signals").Signal<boolean>, label: string}} props */
function ShowButton({ shown, label }) {
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={t(shown.value ? "account.hide-named" : "account.show-named", { name: label })}
      onClick={() => {
        shown.value = !shown.value;
      }}
    >
      {t(shown.value ? "account.hide" : "account.show")}
    </button>
  );
}

/** Not for people: it tells a password manager whose password a form asks for. @param {{name: string}} props */
export function WhosePassword({ name }) {
  return <input type="text" autocomplete="username" value={name} readOnly hidden />;
}
