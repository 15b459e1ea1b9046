// @ts-check
// One JSON request to our server, and what its failure means. Anything that is not our server's
// JSON (a captive portal's page, a cut body, a proxy's error) is the same as having no network.
import { retryAfterMs } from "./backoff.js";

const TIMEOUT_MS = 60_000;

/** No answer of our server came back; nothing is known about whether the request arrived. */
export class OfflineError extends Error {
  name = "OfflineError";
  code = "offline";
}

/** Our server answered with its error shape, or says that it is overloaded. */
export class RefusedError extends Error {
  name = "RefusedError";

  /**
   * @param {number} status
   * @param {string} code snake_case, what the page translates
   * @param {{message?: string, details?: any, retry_after_ms?: number | null}} [more]
   */
  constructor(status, code, { message = code, details = null, retry_after_ms = null } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retry_after_ms = retry_after_ms;
  }

  /** The same request may succeed later. */
  get isTemporary() {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON
 * @param {{timeout_ms?: number, now_ms?: number, is_empty?: boolean}} [options] is_empty: the
 *   answer is a 204
 * @returns {Promise<any>} the parsed answer; null for a 204
 * @throws {OfflineError | RefusedError}
 */
export async function requestJson(fetch, method, path, body, options = {}) {
  const response = await send(fetch, method, path, body, options.timeout_ms ?? TIMEOUT_MS);
  // Where content is expected, an empty answer is a captive portal's.
  if (response.status === 204 && options.is_empty) return null;
  return readAnswer(response, options.now_ms);
}

/**
 * @param {Response} response
 * @param {number} [now_ms]
 * @returns {Promise<any>} the parsed answer
 * @throws {OfflineError | RefusedError}
 */
export async function readAnswer(response, now_ms = Date.now()) {
  const answer = await readJson(response);
  if (response.ok && answer !== undefined) return answer;
  const wait = retryAfterMs(response.headers.get("retry-after"), now_ms);
  const error = answer?.error;
  if (typeof error?.code === "string") {
    throw new RefusedError(response.status, error.code, { ...error, retry_after_ms: wait });
  }
  if (response.status === 429 || response.status >= 500) {
    throw new RefusedError(response.status, "server_unavailable", { retry_after_ms: wait });
  }
  throw new OfflineError(`not an answer of the server: ${response.status}`);
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {number} timeoutMs
 */
async function send(fetch, method, path, body, timeoutMs) {
  try {
    return await fetch(path, {
      method,
      headers: { accept: "application/json", "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new OfflineError("no answer", { cause: error });
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>} undefined when the body is not JSON
 */
async function readJson(response) {
  if (!response.headers.get("content-type")?.includes("application/json")) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
