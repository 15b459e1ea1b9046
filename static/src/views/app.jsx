// @ts-check
import { useRef } from "preact/hooks";
import { preferences, ready } from "../app/state.js";
import { fetchLaterSentences, t } from "../lib/i18n.js";
import { route } from "../lib/router.js";
import { Banners } from "./banners.jsx";
import { Done } from "./done.jsx";
import { Seal } from "./icons.jsx";
import { KeyList } from "./key-list.jsx";
import { Later } from "./later.jsx";
import { Learning } from "./learning.jsx";
import { Lists } from "./lists.jsx";
import { Navigation } from "./navigation.jsx";
import { useNewPage } from "./new-page.js";
import { Recital } from "./recital.jsx";
import { StartNext } from "./start-next.jsx";
import { StorageFailure } from "./storage-failure.jsx";
import { Today } from "./today.jsx";

const settings = () => import("./settings/index.js");
const editing = () => withSentences(import("./edit/index.js"));
const importing = () => withSentences(import("./import/index.js"));
const search = () => withSentences(import("./search/index.js"));
const speech = () => withSentences(import("./speech/index.js"));

/** @template T @param {Promise<T>} page whose sentences do not come with the first load */
const withSentences = async (page) => (await Promise.all([page, fetchLaterSentences()]))[0];

/** @type {Record<string, () => import("preact").ComponentChild>} */
const PAGES = {
  today: () => <Today />,
  recite: () => <StartNext />,
  recital: () => (
    <Recital key={recitalKey()} id={route.value.params.id} all={route.value.query.all === "1"} />
  ),
  learning: () => <Learning key={route.value.params.id} id={route.value.params.id} />,
  lists: () => <Lists />,
  list: () => <KeyList key={route.value.params.id} id={route.value.params.id} />,
  "edit-list": () => <Later key="edit-list" page="EditList" load={editing} />,
  decks: () => <Later key="decks" page="Decks" load={editing} />,
  deck: () => <Later key="deck" page="DeckPage" load={editing} />,
  deleted: () => <Later key="deleted" page="DeletedPage" load={editing} />,
  import: () => <Later key={`import ${route.value.query.deck}`} page="Import" load={importing} />,
  speech: () => <Later key="speech" page="SpeechPage" load={speech} />,
  search: () => <Later key="search" page="Search" load={search} />,
  done: () => <Done />,
  settings: () => <Later key="settings" page="Settings" load={settings} />,
  account: () => <Later key="account" page="Account" load={settings} />,
  about: () => <Later key="about" page="About" load={settings} />,
  missing: () => <Missing />,
};

const STUDYING = new Set(["recital", "learning", "recite"]);

const recitalKey = () => `${route.value.params.id} ${route.value.query.all ?? ""}`;

/** The whole page: what is open, the way to the other pages, and what everyone must be told. */
export function App() {
  const { name } = route.value;
  const studying = STUDYING.has(name);
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  useNewPage(main);
  if (ready.value && ready.value.state !== "ready") return <StorageFailure ready={ready.value} />;
  if (!ready.value || !preferences.value) return <Splash />;
  return (
    <div class={`shell ${studying ? "studying" : "with-nav"}`}>
      <button type="button" class="skip" onClick={() => main.current?.querySelector("h1")?.focus()}>
        {t("shell.skip")}
      </button>
      <Banners studying={studying} />
      {!studying && <Navigation />}
      <main id="main" ref={main}>
        {PAGES[name]()}
      </main>
    </div>
  );
}

function Splash() {
  return (
    <div class="shell">
      <div class="splash" role="status" aria-label={t("shell.opening")}>
        <Seal />
      </div>
    </div>
  );
}

function Missing() {
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t("missing.title")}</h1>
      <p>{t("missing.words")}</p>
      <p>
        <a class="button" href="/">
          {t("nav.to-today")}
        </a>
      </p>
    </div>
  );
}
