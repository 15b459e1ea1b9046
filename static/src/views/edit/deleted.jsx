// @ts-check
import { listDeleted, undeleteRecord } from "../../app/editing.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { Back } from "./add-form.jsx";
import { useLive, useVerb } from "./live.js";
import { Failure } from "./outcome.jsx";

/** What was deleted, the latest first, each with the way back. Nothing is ever thrown away. */
export function DeletedPage() {
  const deleted = useLive(listDeleted, "deleted");
  const verb = useVerb();
  if (!deleted) return <div class="page" aria-busy="true" />;
  return (
    <div class="page editing">
      <Back href="/decks" words={t("decks.title")} />
      <header class="page-head">
        <h1 tabIndex={-1}>{t("deleted.title")}</h1>
        <p class="soft small">{t("deleted.words")}</p>
      </header>
      {deleted.length === 0 && <p class="empty">{t("deleted.none")}</p>}
      <ul class="edit-rows">
        {deleted.map(({ kind, id, name, within }) => (
          <li key={id} class="edit-row">
            <div class="edit-row-link">
              <span class="row-name" lang="zh-CN">
                {name}
              </span>
              <span class="row-about">
                <span>{t(`deleted.${kind}`)}</span>
                <span>{within}</span>
              </span>
            </div>
            <button
              type="button"
              class="button"
              aria-label={t("deleted.undelete-named", { name })}
              onClick={() => verb.run(() => undeleteRecord(kind, id))}
            >
              <Icon name="undo" size={20} />
              {t("deleted.undelete")}
            </button>
          </li>
        ))}
      </ul>
      <Failure verb={verb} />
    </div>
  );
}
