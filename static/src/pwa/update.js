// @ts-check
import { signal } from "@preact/signals";
import "./trusted-types.js";

const WORKER = "/sw.js";
const CHECK_EVERY_MS = 60 * 60_000;

/** True while a newer version of the page waits for the learner's word. */
export const updateWaits = signal(false);

/** @type {ServiceWorkerRegistration | null} */
let registration = null;

/**
 * Keep the page for use without network. A newer version waits until it is asked for: a recital is never cut off.
 * Where a browser gives no service worker, the page works on with a network.
 */
export async function registerServiceWorker() {
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return;
  await pageLoaded(); // The page itself comes first: keeping it costs as much as showing it.
  await idle();
  registration = await navigator.serviceWorker
    .register(WORKER, { updateViaCache: "none" })
    .catch(() => null);
  if (!registration) return;
  watchForUpdate(registration);
  watchOtherTabs();
  checkOnReturn(registration);
}

const pageLoaded = () =>
  document.readyState === "complete"
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener("load", resolve, { once: true }));

/** Nothing waits to be shown, or has for long; Safari cannot say, and waits a little. */
const idle = () =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 3_000 });
    else setTimeout(resolve, 500);
  });

/** @param {ServiceWorkerRegistration} registered */
function watchForUpdate(registered) {
  if (registered.waiting) updateWaits.value = true;
  const followInstallation = () => {
    const worker = registered.installing;
    worker?.addEventListener("statechange", () => {
      // The very first worker has nothing to replace and takes over at once.
      if (worker.state === "installed" && registered.active) updateWaits.value = true;
    });
  };
  followInstallation(); // the browser may have found one before it was asked
  registered.addEventListener("updatefound", followInstallation);
}

/** Another tab took the newer version: the code of this one is no longer kept, so it should load again too. */
function watchOtherTabs() {
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) updateWaits.value = true;
    controlled = true;
  });
}

/**
 * An installed page can stay open for weeks: look for a newer version when it comes to the front again.
 * @param {ServiceWorkerRegistration} registered
 */
function checkOnReturn(registered) {
  let checkedAt = performance.now();
  document.addEventListener("visibilitychange", () => {
    const long = performance.now() - checkedAt > CHECK_EVERY_MS;
    if (document.visibilityState !== "visible" || !long) return;
    checkedAt = performance.now();
    registered.update().catch(() => {}); // No network: the next time will do.
  });
}

/** Load the page again, with the newer version if one waits: once it is in charge. */
export function takeUpdate() {
  const waiting = registration?.waiting;
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  waiting.postMessage({ type: "SKIP_WAITING" });
}

/** Not now: asked again at the next visit. */
export const putOffUpdate = () => {
  updateWaits.value = false;
};
