// @ts-check

import "./trusted-types.js";
import { registerSW } from "virtual:pwa-register";
import { signal } from "@preact/signals";

const CHECK_EVERY_MS = 60 * 60_000;

/** True while a newer version of the page waits for the learner's word. */
export const updateWaits = signal(false);

/** @type {(reload?: boolean) => Promise<void>} */
let activate = async () => {};

/** Keep the page for use without network. A newer version waits until it is asked for: a recital is never cut off. */
export function registerServiceWorker() {
  if (!("serviceWorker" in navigator)) return;
  activate = registerSW({
    onNeedRefresh: () => {
      updateWaits.value = true;
    },
    onRegisteredSW: (_address, registration) => {
      if (registration) checkNowAndThen(registration);
    },
  });
}

/**
 * An installed page can stay open for weeks: look for a newer version when it comes to the front again.
 * @param {ServiceWorkerRegistration} registration
 */
function checkNowAndThen(registration) {
  let checkedAt = performance.now();
  document.addEventListener("visibilitychange", () => {
    const long = performance.now() - checkedAt > CHECK_EVERY_MS;
    if (document.visibilityState !== "visible" || !long) return;
    checkedAt = performance.now();
    registration.update().catch(() => {}); // No network: the next time will do.
  });
}

/** Take the newer version: the page loads again, once. */
export const takeUpdate = () => activate();

/** Not now: asked again at the next visit. */
export const putOffUpdate = () => {
  updateWaits.value = false;
};
