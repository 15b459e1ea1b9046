// @ts-check
import { t } from "../lib/i18n.js";
import { takeUpdate } from "../pwa/update.js";
import { Seal } from "./icons.jsx";

/** @type {Record<string, string>} */
const WORDS = {
  storage_refused: "storage.refused",
  storage_full: "storage.full",
  storage_lost: "storage.lost",
};

/**
 * The page cannot keep anything: say why and what helps. Nothing is studied that could not be saved.
 * @param {{ready: import("../app/state.js").Ready}} props
 */
export function StorageFailure({ ready }) {
  const failed = ready.state === "failed";
  const title = failed ? "storage.title" : `storage.${ready.state}-title`;
  const words = failed ? (WORDS[ready.code ?? ""] ?? "storage.failed") : `storage.${ready.state}`;
  return (
    <div class="shell">
      <main class="page stack storage-failure">
        <Seal />
        <h1 tabIndex={-1}>{t(title)}</h1>
        <p role="alert">{t(words)}</p>
        {failed && ready.code && (
          <p class="soft small">{t("storage.code", { code: ready.code })}</p>
        )}
        <p>
          <button type="button" class="button main" onClick={takeUpdate}>
            {t("storage.reload")}
          </button>
        </p>
      </main>
    </div>
  );
}
