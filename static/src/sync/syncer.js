// @ts-check
// When to sync. Nothing here is ever awaited by studying: an answer only says `soon()`.
import { readMeta } from "../db/meta.js";
import { waitAfterFailure } from "./backoff.js";
import { countOutbox } from "./outbox-batch.js";
import { readPosition } from "./position.js";
import { syncRound } from "./round.js";
import { OfflineError, RefusedError } from "./transport.js";

/**
 * @typedef {import("../app/state.js").SyncStatus} SyncStatus
 * @typedef {import("./exchange.js").SyncClient} SyncClient
 */

/**
 * @typedef {object} Surroundings what a browser gives; a test gives its own
 * @property {(status: SyncStatus) => void} publish
 * @property {() => void} onChanged rows came that a page may show
 * @property {() => number} random in [0, 1)
 * @property {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} timers
 * @property {Pick<LockManager, "request"> | undefined} locks missing on pages over plain HTTP
 * @property {() => number} stopwatch milliseconds that only ever grow, whatever the clock does
 * @property {EventTarget} page the window: tells when the network is back
 * @property {EventTarget & {visibilityState: DocumentVisibilityState}} document
 */

const AFTER_AN_ANSWER_MS = 2_000;
const WHILE_VISIBLE_MS = 300_000;
const TOLD_SKEW_MS = 120_000;
const LOCK = "jiyao-sync";

/** @type {SyncStatus} */
const AT_FIRST = {
  phase: "local",
  waiting: 0,
  coming: 0,
  last_sync_at_ms: null,
  code: null,
  merge: null,
  clock_skew_ms: 0,
  rejected: 0,
};

/**
 * Without an account nothing waits: nobody is told of the outbox, in which then all of a learner's
 * years lie, and counting them at each answer would hold up the next one.
 */
const LOCAL = AT_FIRST;

/** The one that syncs in this page. */
export class Syncer {
  /** @type {SyncStatus} */
  #status = AT_FIRST;
  /** @type {Promise<SyncStatus> | null} */
  #running = null;
  /** @type {Promise<SyncStatus> | null} the run after the running one */
  #next = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #dueAtMs = Number.POSITIVE_INFINITY;
  #notBeforeMs = 0;
  #failures = 0;
  #isStopped = false;

  /**
   * @param {SyncClient} client
   * @param {Surroundings} surroundings
   */
  constructor(client, surroundings) {
    this.client = client;
    this.surroundings = surroundings;
  }

  /** Sync now, and from now on whenever there is a reason. @returns {Promise<SyncStatus>} */
  start() {
    this.surroundings.page.addEventListener("online", this.#onReason);
    this.surroundings.document.addEventListener("visibilitychange", this.#onReason);
    return this.now();
  }

  /** Sync no more; resolves when the running exchange has ended. */
  async stop() {
    this.#isStopped = true;
    this.surroundings.page.removeEventListener("online", this.#onReason);
    this.surroundings.document.removeEventListener("visibilitychange", this.#onReason);
    this.surroundings.timers.clearTimeout(this.#timer);
    await this.#running;
    await this.#next;
  }

  /** Something waits in the outbox. Several answers in a row are one exchange. */
  async soon() {
    if (this.#status.phase !== "signed_out") this.#wakeIn(AFTER_AN_ANSWER_MS);
    await this.refresh();
  }

  /**
   * Sync at once; asked while a sync is running, once more after it, because what was written
   * since may not be in it. Never rejects.
   * @returns {Promise<SyncStatus>} how it ended
   */
  now() {
    if (!this.#running) {
      this.#running = this.#run().then(() => {
        this.#running = null;
        return this.#status;
      });
      return this.#running;
    }
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.now();
    });
    return this.#next;
  }

  /** Publish what the database says (another tab may have signed in) without asking the server. */
  async refresh() {
    const isLocal = !(await this.#hasAccount());
    if (isLocal) await this.#publish(LOCAL);
    else await this.#publish(this.#status.phase === "local" ? { phase: "idle" } : {});
  }

  #onReason = () => {
    if (this.#isVisible()) this.#wakeIn(0);
  };

  #isVisible() {
    return this.surroundings.document.visibilityState === "visible";
  }

  /**
   * Wake in so many milliseconds, or earlier if that was agreed already; never while a server has
   * asked to be left alone.
   * @param {number} wait_ms
   */
  #wakeIn(wait_ms) {
    if (this.#isStopped) return;
    const { timers } = this.surroundings;
    const now = this.surroundings.stopwatch();
    const at = Math.max(now + wait_ms, this.#notBeforeMs);
    if (at >= this.#dueAtMs) return;
    timers.clearTimeout(this.#timer);
    this.#dueAtMs = at;
    this.#timer = timers.setTimeout(() => {
      this.#dueAtMs = Number.POSITIVE_INFINITY;
      this.now();
    }, at - now);
  }

  async #run() {
    if (this.#isStopped) return;
    try {
      if (!(await this.#hasAccount())) return await this.#publish(LOCAL);
      await this.#publish({ phase: "syncing" });
      const result = await this.#alone(() => syncRound(this.client, this.#listener));
      await this.#succeeded(result);
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** @type {import("./round.js").Listener} */
  #listener = {
    onProgress: (coming) => {
      this.#status = { ...this.#status, coming };
      this.surroundings.publish(this.#status);
    },
    onChanged: () => this.surroundings.onChanged(),
  };

  #hasAccount() {
    return this.client.database.read(
      ["meta"],
      async (tx) => (await readMeta(tx, "account")) !== null,
    );
  }

  /**
   * One tab at a time. Without locks two tabs may sync at once, which costs requests and nothing
   * else: rows are idempotent, and the cursor moves only from where its request stood.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #alone(work) {
    const { locks } = this.surroundings;
    return locks ? /** @type {Promise<T>} */ (locks.request(LOCK, work)) : work();
  }

  /** @param {import("./round.js").RoundResult} result */
  async #succeeded({ merge, clock_skew_ms, changed, code }) {
    this.#failures = 0;
    this.#notBeforeMs = 0;
    const skew = clock_skew_ms ?? 0;
    await this.#publish({
      phase: code ? "failed" : "idle",
      coming: 0,
      code,
      merge: merge ?? this.#status.merge,
      clock_skew_ms: Math.abs(skew) > TOLD_SKEW_MS ? skew : 0,
    });
    if (changed) this.surroundings.onChanged();
    if (this.#isVisible()) this.#wakeIn(WHILE_VISIBLE_MS);
  }

  /** @param {unknown} error */
  async #failed(error) {
    this.#failures += 1;
    const refused = error instanceof RefusedError ? error : null;
    const wait_ms = waitAfterFailure(
      this.#failures,
      refused?.retry_after_ms ?? null,
      this.surroundings.random,
    );
    if (refused?.retry_after_ms) this.#notBeforeMs = this.surroundings.stopwatch() + wait_ms;
    const phase = phaseAfter(error);
    await this.#publish({ phase, code: codeOf(error) });
    // Nobody is signed in by waiting; a reason, such as the page becoming visible, asks again.
    if (phase !== "signed_out") this.#wakeIn(wait_ms);
  }

  /** @param {Partial<SyncStatus>} change */
  async #publish(change) {
    this.#status = { ...this.#status, ...change };
    if (this.#status.phase !== "local") {
      const counts = await this.#count().catch(() => ({})); // a lost database is told elsewhere
      this.#status = { ...this.#status, ...counts };
    }
    this.surroundings.publish(this.#status);
  }

  #count() {
    return this.client.database.read(["meta", "outbox"], async (tx) => {
      const { last_sync_at_ms } = await readPosition(tx);
      return { last_sync_at_ms, ...(await countOutbox(tx)) };
    });
  }
}

/** A DOMException has a number for a code, which says nothing. @param {any} error */
const codeOf = (error) => (typeof error?.code === "string" ? error.code : "unexpected");

/**
 * @param {unknown} error
 * @returns {SyncStatus["phase"]}
 */
function phaseAfter(error) {
  if (error instanceof OfflineError) return "offline";
  if (!(error instanceof RefusedError)) return "failed";
  return error.status === 401 ? "signed_out" : "failed";
}
