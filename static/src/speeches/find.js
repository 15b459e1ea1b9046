// @ts-check
// Asking the server for the key lists of a text or a file. Needs the network, but no account.
import { OfflineError, readAnswer } from "../sync/transport.js";

const PATH = "/api/speeches/find";
const TIMEOUT_MS = 120_000;

/** The learner changed their mind. */
export class Cancelled extends Error {
  name = "Cancelled";
  code = "cancelled";
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {{text: string, title: string} | {file: File, title: string}} given
 * @param {AbortSignal} cancel
 * @returns {Promise<any>} as POST /api/speeches/find answers
 * @throws {Cancelled | OfflineError | import("../sync/transport.js").RefusedError} why it cannot be read
 */
export async function findKeyLists(fetch, given, cancel) {
  const aborting = new AbortController();
  const stop = () => aborting.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  cancel.addEventListener("abort", stop);
  try {
    const { signal } = aborting;
    const response = await fetch(PATH, { method: "POST", ...bodyOf(given), ...COMMON, signal });
    return await readAnswer(response);
  } catch (error) {
    if (cancel.aborted) throw new Cancelled();
    if (typeof (/** @type {any} */ (error).code) === "string") throw error;
    throw new OfflineError("no answer", { cause: error });
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener("abort", stop);
  }
}

const COMMON = /** @type {RequestInit} */ ({
  credentials: "same-origin",
  cache: "no-store",
  redirect: "error",
});

/** @param {any} given @returns {RequestInit} */
function bodyOf({ text, file, title }) {
  if (!file) {
    const headers = { accept: "application/json", "content-type": "application/json" };
    return { headers, body: JSON.stringify({ text, title }) };
  }
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("title", title);
  return { headers: { accept: "application/json" }, body: form };
}
