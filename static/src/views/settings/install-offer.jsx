// @ts-check
import { t } from "../../lib/i18n.js";
import { install, installability } from "../../pwa/install.js";

/** Onto the home screen: by the browser's own question, or told by hand where there is none. */
export function InstallOffer() {
  const how = installability();
  if (how === "installed" || how === "none") return null;
  return (
    <section class="panel">
      <h2>{t("install.title")}</h2>
      <p>{how === "offered" ? t("install.words") : t("install.by-hand-ios")}</p>
      {how === "offered" && (
        <button type="button" class="button main" onClick={install}>
          {t("install.do")}
        </button>
      )}
    </section>
  );
}
