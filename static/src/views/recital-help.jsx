// @ts-check
import { t } from "../lib/i18n.js";
import { Dialog } from "./dialog.jsx";
import { RatingMark } from "./icons.jsx";
import { KeyboardHelp } from "./keyboard-help.jsx";

const RATINGS = [3, 4, 2, 1];

/** How a recital goes, and its keys. @param {{close: () => void}} props */
export function RecitalHelp({ close }) {
  return (
    <Dialog title={t("help.title")} close={close}>
      <div class="stack">
        <p>{t("help.way")}</p>
        <p>{t("help.ratings")}</p>
        <ul class="marks-legend cluster">
          {RATINGS.map((rating) => (
            <li key={rating}>
              <RatingMark rating={rating} />
              {t(`rating.${rating}`)}
            </li>
          ))}
        </ul>
        <KeyboardHelp />
        <button type="button" class="button main" onClick={close}>
          {t("help.close")}
        </button>
      </div>
    </Dialog>
  );
}
