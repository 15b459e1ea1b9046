// @ts-check
// Everything a learner may do with an account. The sign-in itself is a cookie that no script reads;
// what is kept here is only whose progress this device holds.
import { readMeta, writeMeta } from "../db/meta.js";
import { noteSnapshot } from "../db/snapshot.js";
import { showDeckFiles } from "../decks/library.js";
import { newId } from "../lib/ids.js";
import { rebuildIfNeeded, requestRebuild } from "../study/rebuild.js";
import { APPLY_STORES } from "../sync/apply-answer.js";
import { countOutbox } from "../sync/outbox-batch.js";
import { AT_THE_START, changePosition } from "../sync/position.js";
import { forgetWhatIsSent, takeNewId } from "../sync/repair.js";
import { OfflineError, RefusedError, requestJson } from "../sync/transport.js";

/**
 * @typedef {import("../app/state.js").Account} Account
 * @typedef {import("../sync/exchange.js").SyncClient} SyncClient
 */

/** What the account's verbs refuse by themselves, without asking the server. */
export class AccountError extends Error {
  name = "AccountError";

  /**
   * @param {"other_account" | "unsent_reviews" | "unconfirmed" | "has_account"} code
   * @param {{unsent?: number}} [details] unsent: reviews and edits that only this device holds
   */
  constructor(code, details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

const EMPTY = { is_empty: true };
/** What of meta belongs to this device and not to its learner. */
const KEPT_AT_SIGN_OUT = /^(preferences|library|session_asked|deck_file:.*)$/;

/**
 * All verbs throw OfflineError without network, RefusedError with the server's code, and
 * AccountError; then nothing here has changed.
 */
export class Accounts {
  /**
   * @param {SyncClient} client
   * @param {Pick<import("../sync/syncer.js").Syncer, "now">} syncer
   * @param {() => void} onChange the account, or all that this device holds, is another now
   */
  constructor(client, syncer, onChange) {
    this.client = client;
    this.syncer = syncer;
    this.onChange = onChange;
  }

  /** @returns {Promise<Account | null>} */
  read() {
    return this.client.database.read(["meta"], (tx) => readMeta(tx, "account"));
  }

  /**
   * @param {{name: string, password: string}} credentials
   * @returns {Promise<{recovery_code: string}>} shown this once
   */
  async create({ name, password }) {
    // What is here belongs to an account already; a second one would take its reviews.
    if (await this.read()) throw new AccountError("has_account");
    const answer = await this.#post("/api/account", { name, password, ...(await this.#device()) });
    await this.#join(answer);
    return { recovery_code: answer.recovery_code };
  }

  /**
   * All progress made here before joins the account, because it waits in the outbox.
   * @param {{name: string, password: string}} credentials
   */
  async signIn({ name, password }) {
    await this.#join(
      await this.#post("/api/session", { name, password, ...(await this.#device()) }),
    );
  }

  /**
   * The browser has cleared what was here and kept the cookie: go on with its account, as a new
   * device, and fetch everything anew. What was answered since joins it. Asked at each opening until
   * the server has answered once.
   * @returns {Promise<boolean>} false: nobody is signed in, or somebody is here already
   */
  async resume() {
    const isAsked = this.client.database.read(["meta"], (tx) => readMeta(tx, "session_asked"));
    if ((await isAsked) || (await this.read())) return false;
    const { account } = await this.#request("GET", "/api/session");
    if (account) await this.#goOnWith(account);
    await this.client.database.write(["meta"], (tx) => writeMeta(tx, "session_asked", true));
    return account !== null;
  }

  /** @param {any} account as GET /api/session answers */
  async #goOnWith(account) {
    const device_id = newId(); // another one at each try: the server may have taken the last
    await this.#post("/api/devices", { id: device_id, name: this.client.device_name() });
    await this.client.database.write(APPLY_STORES, (tx) => takeNewId(tx, device_id));
    await this.#join({ ...account, device_id });
    // Nobody is that device any more; where this fails, the learner sees it among the devices.
    await this.revokeDevice(account.device_id).catch(() => null);
  }

  /**
   * @param {{name: string, recovery_code: string, new_password: string}} recovery
   * @returns {Promise<{recovery_code: string}>} the next one
   */
  async recover({ name, recovery_code, new_password }) {
    const proof = { name, recovery_code, new_password, ...(await this.#device()) };
    const answer = await this.#post("/api/account/recovery", proof);
    await this.#join(answer);
    return { recovery_code: answer.recovery_code };
  }

  /**
   * Forget the learner on this device and begin anew with the decks of the library. An empty outbox
   * does not say that the server still has all: it may have been restored, or the account deleted.
   * So it is asked first.
   * @param {{discard_unsent?: boolean}} [options]
   * @throws {AccountError} unsent_reviews or unconfirmed, when something would be lost and nobody
   *   said so
   */
  async signOut({ discard_unsent = false } = {}) {
    if (!discard_unsent) await this.#requireAllThere();
    await this.#request("DELETE", "/api/session", undefined, EMPTY).catch(unlessSignedOut);
    await this.#forgetLearner(discard_unsent);
    await this.#changed();
  }

  /** @param {{current_password: string, new_password: string}} change */
  async changePassword({ current_password, new_password }) {
    await this.#post("/api/account/password", { current_password, new_password }, EMPTY);
  }

  /** @param {{password: string}} proof @returns {Promise<{recovery_code: string}>} */
  async newRecoveryCode({ password }) {
    const { recovery_code } = await this.#post("/api/account/recovery-code", { password });
    return { recovery_code };
  }

  /** @returns {Promise<any[]>} as GET /api/devices answers */
  listDevices() {
    return this.#request("GET", "/api/devices");
  }

  /** @param {string} device_id */
  async revokeDevice(device_id) {
    const path = `/api/devices/${encodeURIComponent(device_id)}`;
    await this.#request("DELETE", path, undefined, EMPTY);
  }

  /**
   * The account goes; what was learned stays on this device as progress of no account, all of it
   * unsent, and would join the next account. What has not come yet is fetched first, as far as the
   * server gives it: afterwards it is nowhere.
   * @param {{password: string}} proof
   */
  async deleteAccount({ password }) {
    await this.syncer.now();
    await this.#request("DELETE", "/api/account", { password }, EMPTY);
    await this.#keepWithoutAccount();
  }

  /**
   * Nobody can sign in to the account here any more, perhaps because it was deleted elsewhere: what
   * was learned stays, as after deleting it on this device.
   */
  async leaveAccount() {
    // Where this fails, the sign-in is gone already, or stays unused: nobody asks for it here again.
    await this.#request("DELETE", "/api/session", undefined, EMPTY).catch(() => null);
    await this.#keepWithoutAccount();
  }

  async #keepWithoutAccount() {
    await this.client.database.write(["meta", "outbox", "events", "registers"], async (tx) => {
      await writeMeta(tx, "account", null);
      await forgetWhatIsSent(tx, this.client.now());
      if (await readMeta(tx, "snapshot")) {
        await noteSnapshot(tx, null);
        await requestRebuild(tx, newId());
      }
    });
    await rebuildIfNeeded(this.client.database);
    await this.#changed();
  }

  /** @param {any} answer {account_id, name, device_id, epoch} */
  async #join({ account_id, name, device_id, epoch }) {
    const isOurs = await this.client.database.write(["meta"], async (tx) => {
      const known = await readMeta(tx, "account");
      if (known && known.account_id !== account_id) return false;
      await writeMeta(tx, "account", { account_id, name, device_id });
      // The same account again: it goes on from where it stood, and sees by itself a new epoch.
      if (!known) await changePosition(tx, { ...AT_THE_START, epoch });
      return true;
    });
    if (!isOurs) await this.#leaveOtherAccount();
    await this.#changed();
  }

  /** @returns {Promise<never>} */
  async #leaveOtherAccount() {
    // If this fails too, the exchange still compares accounts before it hands anything over.
    await this.#request("DELETE", "/api/session", undefined, EMPTY).catch(() => null);
    throw new AccountError("other_account");
  }

  async #requireAllThere() {
    const { phase, code } = await this.syncer.now();
    const unsent = await this.#countUnsent();
    if (unsent > 0) throw new AccountError("unsent_reviews", { unsent });
    if (phase === "offline") throw new OfflineError("nobody can say what the server has");
    if (phase !== "idle" || code) throw new AccountError("unconfirmed");
  }

  async #countUnsent() {
    const counts = await this.client.database.read(["outbox"], countOutbox);
    return counts.waiting + counts.rejected;
  }

  /** @param {boolean} discard_unsent */
  async #forgetLearner(discard_unsent) {
    const device = { device_id: newId(), next_dev_seq: 1, learner_id: newId() };
    await this.client.database.write(APPLY_STORES, async (tx) => {
      const { waiting } = await countOutbox(tx);
      // Answered in the moment of signing out: it is still here, and the next sign-in takes it.
      if (waiting > 0 && !discard_unsent)
        throw new AccountError("unsent_reviews", { unsent: waiting });
      for (const name of APPLY_STORES) if (name !== "meta") await clear(tx, name);
      for (const name of await tx.objectStore("meta").getAllKeys()) {
        if (!KEPT_AT_SIGN_OUT.test(String(name))) await writeMeta(tx, String(name), null);
      }
      await writeMeta(tx, "device", device);
      await showDeckFiles(tx);
    });
  }

  async #changed() {
    this.onChange();
    // Not awaited by whoever signs in: the reviews may be many and the network slow.
    void this.syncer.now();
  }

  async #device() {
    const { device_id } = await this.client.database.read(["meta"], (tx) => readMeta(tx, "device"));
    return { device: { id: device_id, name: this.client.device_name() } };
  }

  /** @param {string} path @param {object} body @param {{is_empty?: boolean}} [options] */
  #post(path, body, options) {
    return this.#request("POST", path, body, options);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {{is_empty?: boolean}} [options]
   */
  #request(method, path, body, options = {}) {
    return requestJson(this.client.fetch, method, path, body, {
      now_ms: this.client.now(),
      ...options,
    });
  }
}

/** @param {import("../db/open.js").Transaction} tx @param {string} name */
const clear = (tx, name) => /** @type {any} */ (tx.objectStore(name)).clear();

/** @param {unknown} error */
function unlessSignedOut(error) {
  if (error instanceof RefusedError && error.status === 401) return null;
  throw error;
}
