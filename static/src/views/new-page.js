// @ts-check
import { useEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { route } from "../lib/router.js";

/** @type {Record<string, string>} */
const TITLES = {
  recite: "title.recital",
  recital: "title.recital",
  learning: "learning.title",
  lists: "lists.title",
  list: "lists.title",
  "edit-list": "edit.list",
  decks: "decks.title",
  deck: "decks.title",
  deleted: "deleted.title",
  import: "import.open",
  speech: "speech.open",
  search: "search.open",
  done: "done.title",
  settings: "settings.title",
  account: "account.title",
  about: "about.title",
  missing: "missing.title",
};

/**
 * A new page is a new beginning: for the window's title, for the eye (its top, or where it was left), and for a
 * screen reader (its heading).
 * @param {{current: HTMLElement | null}} main
 */
export function useNewPage(main) {
  const isFirst = useRef(true);
  const { name, params, scroll_y } = route.value;
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    scrollTo(0, scroll_y);
    return focusHeading(main.current);
  }, [name, params.id]);
  useEffect(() => {
    document.title = TITLES[name] ? t("title.page", { page: t(TITLES[name]) }) : t("title.app");
  });
}

/**
 * Focus the heading, as soon as there is one.
 * @param {HTMLElement | null} main
 * @returns {() => void} stop waiting
 */
export function focusHeading(main) {
  const focus = () => {
    const heading = main?.querySelector("h1");
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (!main || focus()) return () => {};
  const watcher = new MutationObserver(() => focus() && watcher.disconnect());
  watcher.observe(main, { childList: true, subtree: true });
  return () => watcher.disconnect();
}
