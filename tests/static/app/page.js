// @ts-check
// What a browser gives to the page, as far as the verbs need it: a window, a document, and a server
// that can be reached or not.
import { library } from "../decks/deck-file.js";

/**
 * @param {any} t
 * @param {Parameters<typeof library>[0]} decks of the server
 */
export function openPage(t, decks) {
  const server = { ...library(decks), isReachable: true };
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const given = {
    window: new EventTarget(),
    document,
    fetch: async (/** @type {string} */ path) => {
      if (!server.isReachable) throw new TypeError("Failed to fetch");
      return server.fetch(path);
    },
  };
  for (const [name, value] of Object.entries(given)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      before
        ? Object.defineProperty(globalThis, name, before)
        : Reflect.deleteProperty(globalThis, name),
    );
  }
  return { server, window: given.window, document };
}

/**
 * Resolves when a signal holds what is asked for.
 * @template T
 * @param {import("@preact/signals").Signal<T>} signal
 * @param {(value: T) => boolean} isThere
 * @returns {Promise<T>}
 */
export const once = (signal, isThere) =>
  new Promise((resolve) => {
    /** @type {() => void} */
    let stop = () => {};
    let isDone = false;
    stop = signal.subscribe((value) => {
      if (isDone || !isThere(value)) return;
      isDone = true;
      resolve(value);
      queueMicrotask(() => stop());
    });
  });
