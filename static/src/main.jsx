// @ts-check
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/controls.css";
import "./styles/rows.css";
import "./styles/today.css";
import "./styles/recital.css";
import "./styles/lists.css";
import { render } from "preact";
import { openApp } from "./app/actions.js";
import { startRouter } from "./lib/router.js";
import { applyRememberedTheme } from "./lib/theme.js";
import { watchInstallPrompt } from "./pwa/install.js";
import { registerServiceWorker } from "./pwa/update.js";
import { App } from "./views/app.jsx";
import { followPreferences } from "./views/preferences.js";

applyRememberedTheme();
startRouter();
followPreferences();
watchInstallPrompt();
render(<App />, /** @type {HTMLElement} */ (document.getElementById("app")));
openApp();
registerServiceWorker();
