// @ts-check
import { account } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { DeviceSettings } from "./device-settings.jsx";
import { InstallOffer } from "./install-offer.jsx";
import { StudySettings } from "./study-settings.jsx";

/** How to study, how the page looks here, and the way to the account. */
export function Settings() {
  return (
    <div class="page settings">
      <header class="page-head">
        <h1 tabIndex={-1}>{t("settings.title")}</h1>
      </header>
      <section class="panel-list">
        <PageLink
          path="/settings/account"
          title={t("account.title")}
          about={account.value ? account.value.name : t("account.none")}
        />
        <PageLink path="/settings/about" title={t("about.title")} about={t("about.words")} />
      </section>
      <InstallOffer />
      <StudySettings />
      <DeviceSettings />
    </div>
  );
}

/** @param {{path: string, title: string, about: string}} props */
function PageLink({ path, title, about }) {
  return (
    <a class="panel-link" href={path}>
      <span>
        <span class="panel-link-title">{title}</span>
        <span class="small soft">{about}</span>
      </span>
      <Icon name="right" size={20} />
    </a>
  );
}
