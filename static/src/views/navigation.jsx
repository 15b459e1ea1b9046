// @ts-check
import { language, t } from "../lib/i18n.js";
import { route } from "../lib/router.js";
import { Icon, Seal } from "./icons.jsx";

const PLACES = [
  { name: "today", path: "/", icon: "today" },
  { name: "lists", path: "/lists", icon: "lists" },
  { name: "settings", path: "/settings", icon: "settings" },
];

/** @type {Record<string, string>} */
const BELONGS_TO = {
  today: "today",
  done: "today",
  lists: "lists",
  list: "lists",
  "edit-list": "lists",
  decks: "lists",
  deck: "lists",
  deleted: "lists",
  import: "lists",
  speech: "lists",
  search: "lists",
  settings: "settings",
  account: "settings",
  about: "settings",
};

/** Three places: below the thumb on a phone, at the side of a wide window. */
export function Navigation() {
  /** @type {string | undefined} an unknown address belongs nowhere */
  const here = BELONGS_TO[route.value.name];
  return (
    <nav class="nav" aria-label={t("nav.label")}>
      <div class="nav-brand" lang="zh-CN" aria-hidden="true">
        <Seal />
        记要
        {language() === "en" && <span lang="en">Jiyao</span>}
      </div>
      {PLACES.map(({ name, path, icon }) => (
        <a
          key={name}
          class="nav-link"
          href={path}
          aria-current={name === here ? "page" : undefined}
        >
          <Icon name={icon} />
          {t(`nav.${name}`)}
        </a>
      ))}
    </nav>
  );
}
