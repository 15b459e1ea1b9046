// @ts-check
import { useSignal } from "@preact/signals";
import { storageStatus, wasCleared } from "../app/state.js";
import { t } from "../lib/i18n.js";
import { putOffUpdate, takeUpdate, updateWaits } from "../pwa/update.js";

/** What everyone must be told, above any page. An update never asks while a recital runs. @param {{studying: boolean}} props */
export function Banners({ studying }) {
  return (
    <div class="banners">
      {!isSecureContext && <Notice words="banner.insecure" />}
      {wasCleared.value && <Notice words="banner.cleared" />}
      {storageStatus.value?.nearly_full && (
        <div class="banner" role="alert">
          <p>{t("banner.nearly-full")}</p>
          <a class="button" href="/settings/about">
            {t("banner.see-storage")}
          </a>
        </div>
      )}
      {updateWaits.value && !studying && <UpdateBanner />}
    </div>
  );
}

/** To be read once. @param {{words: string}} props */
function Notice({ words }) {
  const open = useSignal(true);
  if (!open.value) return null;
  return (
    <div class="banner" role="alert">
      <p>{t(words)}</p>
      <button type="button" class="button" onClick={() => (open.value = false)}>
        {t("banner.understood")}
      </button>
    </div>
  );
}

function UpdateBanner() {
  return (
    <div class="banner" role="status">
      <p>{t("banner.update")}</p>
      <div class="banner-actions">
        <button type="button" class="button main" onClick={takeUpdate}>
          {t("banner.update-now")}
        </button>
        <button type="button" class="button" onClick={putOffUpdate}>
          {t("banner.later")}
        </button>
      </div>
    </div>
  );
}
