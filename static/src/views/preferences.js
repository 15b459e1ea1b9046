// @ts-check
import { effect } from "@preact/signals";
import { preferences } from "../app/state.js";
import { setLanguage } from "../lib/i18n.js";
import { applyTheme } from "../lib/theme.js";

/** Show the page in the language and theme that this device has chosen, now and after each change. */
export function followPreferences() {
  effect(() => {
    const chosen = preferences.value;
    if (!chosen) return;
    setLanguage(chosen.language);
    applyTheme(chosen.theme);
  });
}
