// @ts-check

/** @typedef {"system" | "light" | "dark"} Theme */

/** A copy that can be read before IndexedDB opens, so that a dark page never flashes white. */
const STORAGE_NAME = "jiyao-theme";
const PAPER = { light: "#f6f1e7", dark: "#171411" };

/**
 * Show the page in a theme: an attribute for the styles, and the colour of the browser's own frame.
 * @param {Theme} theme
 */
export function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const meta of /** @type {NodeListOf<HTMLMetaElement>} */ (
    document.querySelectorAll('meta[name="theme-color"]')
  )) {
    const scheme = meta.media.includes("dark") ? "dark" : "light";
    meta.content = PAPER[theme === "system" ? scheme : theme];
  }
  remember(theme);
}

/** Show the theme of the last visit, before anything else is read. */
export function applyRememberedTheme() {
  const remembered = recall();
  if (remembered === "light" || remembered === "dark") applyTheme(remembered);
}

/** @param {Theme} theme */
function remember(theme) {
  try {
    localStorage.setItem(STORAGE_NAME, theme);
  } catch {
    // Storage refused: the theme still holds while the page is open.
  }
}

function recall() {
  try {
    return localStorage.getItem(STORAGE_NAME);
  } catch {
    return null;
  }
}
