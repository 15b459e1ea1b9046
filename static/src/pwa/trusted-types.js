// @ts-check
// The server's policy lets no text become script (server/security.py). The page needs one exception,
// the address of its own service worker. All else throws.

/** @typedef {{ createPolicy(name: string, rules: { createScriptURL(address: string): string }): void }} TrustedTypes */

const WORKER_PATH = "/sw.js";

/** @type {TrustedTypes | undefined} */
const trustedTypes = Reflect.get(globalThis, "trustedTypes"); // Chromium and Safari have it.

trustedTypes?.createPolicy("default", {
  createScriptURL(address) {
    if (new URL(address, location.origin).href === location.origin + WORKER_PATH) return address;
    throw new TypeError(`Not a script of this page: ${address}`);
  },
});
