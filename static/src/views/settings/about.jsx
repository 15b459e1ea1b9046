// @ts-check
import { storageStatus } from "../../app/state.js";
import { bytesWords } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { KeyboardHelp } from "../keyboard-help.jsx";
import { Portable } from "./portable.jsx";

/** What is kept on this device, how to carry it away, the keys, and what this is. */
export function About() {
  return (
    <div class="page settings">
      <a class="back small" href="/settings">
        <Icon name="back" size={18} />
        {t("settings.back")}
      </a>
      <header class="page-head">
        <h1 tabIndex={-1}>{t("about.title")}</h1>
      </header>
      <Storage />
      <Portable />
      <section class="panel for-keyboard">
        <h2>{t("about.keys")}</h2>
        <KeyboardHelp />
      </section>
      <section class="panel">
        <h2>{t("about.news")}</h2>
        <p class="small soft">{t("about.version", { version: __VERSION__ })}</p>
        <p>{t("about.news-words")}</p>
      </section>
      <section class="panel">
        <h2>{t("about.licence")}</h2>
        <p class="small">{t("about.licence-words")}</p>
      </section>
    </div>
  );
}

function Storage() {
  const storage = storageStatus.value;
  if (!storage) return null;
  return (
    <section class="panel">
      <h2>{t("storage.here")}</h2>
      <p>{storage.persisted ? t("storage.persisted") : t("storage.not-persisted")}</p>
      {storage.used_bytes !== null && storage.quota_bytes !== null && (
        <p class="small soft">
          {t("storage.used", {
            used: bytesWords(storage.used_bytes),
            quota: bytesWords(storage.quota_bytes),
          })}
        </p>
      )}
      {storage.nearly_full && <p class="message">{t("banner.nearly-full")}</p>}
    </section>
  );
}
