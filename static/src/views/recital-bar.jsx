// @ts-check
import { t } from "../lib/i18n.js";
import { Icon } from "./icons.jsx";
import { progress, speechAddress } from "./recital-words.js";

/**
 * Leave, how far we are, whether it is saved, and help.
 * @param {{recital: import("../study/recital.js").Recital, saveState: string, leave: () => void, help: () => void}} props
 */
export function RecitalBar({ recital, saveState, leave, help }) {
  const { done, asked, again } = progress(recital);
  const inSpeech = speechAddress(recital);
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
        {again > 0 && <span class="recital-again">{t("recital.again", { n: again })}</span>}
      </span>
      {inSpeech && (
        <a class="icon-button" href={inSpeech} aria-label={t("speech.show")}>
          <Icon name="speech" />
        </a>
      )}
      <button type="button" class="icon-button" aria-label={t("recital.help")} onClick={help}>
        <Icon name="help" />
      </button>
    </header>
  );
}
