// @ts-check
import { t } from "../lib/i18n.js";
import { Icon } from "./icons.jsx";
import { progress } from "./recital-words.js";

/**
 * Leave, how far we are, whether it is saved, and help.
 * @param {{recital: import("../study/recital.js").Recital, saveState: string, leave: () => void, help: () => void}} props
 */
export function RecitalBar({ recital, saveState, leave, help }) {
  const { done, asked } = progress(recital);
  return (
    <header class="recital-bar">
      <button type="button" class="icon-button" aria-label={t("recital.leave")} onClick={leave}>
        <Icon name="close" />
      </button>
      <progress
        class="recital-progress"
        value={done}
        max={asked}
        aria-label={t("recital.progress")}
      />
      <span class="recital-saved small soft figure">
        <span>{t("recital.so-far", { done, asked })}</span>
        <span>
          {saveState === "saved" || saveState === "undone" ? t(`recital.${saveState}`) : ""}
        </span>
      </span>
      <button type="button" class="icon-button" aria-label={t("recital.help")} onClick={help}>
        <Icon name="help" />
      </button>
    </header>
  );
}
