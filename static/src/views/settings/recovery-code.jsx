// @ts-check
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../dialog.jsx";

/**
 * The code that is shown once. The way on is to say that it was written down; Escape brings it up again.
 * @param {{code: string, close: () => void}} props
 */
export function RecoveryCode({ code, close }) {
  const copied = useSignal(/** @type {"" | "copied" | "select"} */ (""));
  const shown = useRef(/** @type {HTMLElement | null} */ (null));

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      copied.value = "copied";
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      copied.value = "select";
    }
  }
  return (
    <Dialog title={t("recovery.title")} locked close={close}>
      <div class="stack">
        <p>{t("recovery.words")}</p>
        <code ref={shown} class="recovery-code" translate={false}>
          {code}
        </code>
        <p class="small soft" role="status">
          {copied.value && t(`recovery.${copied.value}`)}
        </p>
        <div class="cluster">
          <button type="button" class="button" onClick={copy}>
            {t("recovery.copy")}
          </button>
          <button type="button" class="button main" onClick={close}>
            {t("recovery.written-down")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
