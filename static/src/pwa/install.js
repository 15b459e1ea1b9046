// @ts-check
import { signal } from "@preact/signals";

/**
 * @typedef {Event & {prompt: () => Promise<{outcome: "accepted" | "dismissed"}>}} InstallPromptEvent
 * @typedef {"installed" | "offered" | "by-hand-ios" | "none"} Installability
 */

const prompt = signal(/** @type {InstallPromptEvent | null} */ (null));
const installed = signal(false);

/** Keep the browser's offer to install until the learner asks for it, in Settings. */
export function watchInstallPrompt() {
  installed.value = runsInstalled();
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt.value = /** @type {InstallPromptEvent} */ (event);
  });
  addEventListener("appinstalled", () => {
    installed.value = true;
    prompt.value = null;
  });
}

/**
 * How this page can come to the home screen here. Safari on iOS has no prompt: its learner is told the way.
 * @returns {Installability}
 */
export function installability() {
  if (installed.value) return "installed";
  if (prompt.value) return "offered";
  return isIos() && isSecureContext ? "by-hand-ios" : "none";
}

/** Show the browser's own question. It can be asked once for each offer. */
export async function install() {
  const offer = prompt.value;
  prompt.value = null;
  await offer?.prompt();
}

const runsInstalled = () =>
  matchMedia("(display-mode: standalone)").matches ||
  /** @type {any} */ (navigator).standalone === true;

const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
