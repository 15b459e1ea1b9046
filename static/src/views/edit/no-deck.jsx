// @ts-check
import { t } from "../../lib/i18n.js";
import { UndoBar } from "./undo-bar.jsx";

/** An address that names a deck which is not here, or was deleted just now. */
export const NoDeck = () => (
  <div class="page stack">
    <h1 tabIndex={-1}>{t("decks.missing")}</h1>
    <p>
      <a class="button" href="/decks">
        {t("decks.title")}
      </a>
    </p>
    <UndoBar />
  </div>
);
