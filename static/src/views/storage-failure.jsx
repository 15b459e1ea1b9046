// @ts-check
import { t } from "../lib/i18n.js";
import { takeUpdate } from "../pwa/update.js";
import { Seal } from "./icons.jsx";

/** @type {Record<string, {title: string, words: string}>} by state, or by the code of a failure */
const TOLD = {
  blocked: { title: "storage.blocked-title", words: "storage.blocked" },
  outdated: { title: "storage.outdated-title", words: "storage.outdated" },
  storage_refused: { title: "storage.title", words: "storage.refused" },
  storage_full: { title: "storage.title", words: "storage.full" },
  storage_lost: { title: "storage.title", words: "storage.lost" },
};
const UNNAMED = { title: "storage.title", words: "storage.failed" };

/**
 * The page cannot go on: say why and what helps. Nothing is studied that could not be saved.
 * @param {{ready: import("../app/state.js").Ready}} props
 */
export function StorageFailure({ ready: { state, code } }) {
  const failed = state === "failed";
  const { title, words } = TOLD[failed ? (code ?? "") : state] ?? UNNAMED;
  return (
    <div class="shell">
      <main class="page stack storage-failure">
        <Seal />
        <h1 tabIndex={-1}>{t(title)}</h1>
        <p role="alert">{t(words)}</p>
        {failed && code && <p class="soft small">{t("storage.code", { code })}</p>}
        <p>
          <button type="button" class="button main" onClick={takeUpdate}>
            {t("storage.reload")}
          </button>
        </p>
      </main>
    </div>
  );
}
