// @ts-check
import { useId } from "preact/hooks";

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
  const hintId = useId();
  return (
    <label class="field">
      <span class="field-name">{label}</span>
      <input
        type={/** @type {"password"} */ (type)}
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
      {hint && (
        <span id={hintId} class="small soft">
          {hint}
        </span>
      )}
    </label>
  );
}

/** Not for people: it tells a password manager whose password a form asks for. @param {{name: string}} props */
export function WhosePassword({ name }) {
  return <input type="text" autocomplete="username" value={name} readOnly hidden />;
}
