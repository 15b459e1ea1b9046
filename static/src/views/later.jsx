// @ts-check
import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/i18n.js";

/**
 * A page whose code is fetched when it is opened (from the precache once the service worker holds it).
 * @param {{page: string, load: () => Promise<Record<string, import("preact").ComponentType<any>>>}} props
 */
export function Later({ page, load }) {
  const [pages, setPages] = useState(/** @type {Awaited<ReturnType<typeof load>> | null} */ (null));
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load().then(setPages, () => setFailed(true));
  }, []);
  if (failed) return <NotHere />;
  if (!pages) return <div class="page" aria-busy="true" />;
  const Page = pages[page];
  return <Page />;
}

/** A page that did not come, and another try. @param {{why?: string}} props in words */
export function NotHere({ why }) {
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t("later.failed")}</h1>
      {why && <p role="alert">{why}</p>}
      <p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t("later.again")}
        </button>
      </p>
    </div>
  );
}
