// @ts-check
// The way to IndexedDB: transactions that are whole or nothing, survive a lost connection, and
// whose promise resolves only when they are on the disk.
import { openDB } from "idb";
import { StorageFull, StorageLost, StorageOutdated, StorageRefused } from "./errors.js";
import { upgrade, VERSION } from "./schema.js";

/** @typedef {import("./schema.js").Connection} Connection */

/** @typedef {import("idb").IDBPTransaction<any, string[], any>} Transaction */

/**
 * @typedef {object} Notices what the page should tell the learner about
 * @property {() => void} [onBlocked] another tab holds an older version of the database
 * @property {() => void} [onOutdated] another tab needs a newer version; this page must reload
 */

/**
 * Open (and on the first visit make) the database.
 * @param {string} [name]
 * @param {Notices} [notices]
 * @returns {Promise<Database>}
 * @throws {StorageRefused | StorageLost | StorageFull | StorageOutdated} there is none to be had now
 */
export async function openDatabase(name = "jiyao", notices = {}) {
  const database = new Database(name, notices);
  await database.connect();
  return database;
}

/** One database of one page. `read` and `write` are the only ways in. */
export class Database {
  /** @type {Promise<Connection> | null} */
  #connection = null;
  #outdated = false;

  /** @param {string} name @param {Notices} notices */
  constructor(name, notices) {
    this.name = name;
    this.notices = notices;
  }

  /**
   * @template T
   * @param {string[]} stores
   * @param {(tx: Transaction) => Promise<T>} work awaits nothing but IndexedDB
   * @returns {Promise<T>}
   */
  read(stores, work) {
    return this.#run(stores, "readonly", work);
  }

  /**
   * Write all or nothing; resolves when the transaction is complete with durability "strict".
   * When the connection is lost on the way, `work` runs once more on a new one, so it must be
   * repeatable: ids are made before, not in it.
   * @template T
   * @param {string[]} stores
   * @param {(tx: Transaction) => Promise<T>} work awaits nothing but IndexedDB
   * @param {"strict" | "relaxed"} [durability] relaxed: only for what can be derived or
   *   fetched again
   * @returns {Promise<T>}
   * @throws {StorageFull | StorageLost | StorageOutdated}
   */
  write(stores, work, durability = "strict") {
    return this.#run(stores, "readwrite", work, durability);
  }

  async close() {
    const connection = await this.#connection?.catch(() => null);
    this.#connection = null;
    connection?.close();
  }

  /** @returns {Promise<Connection>} */
  connect() {
    if (this.#outdated) return Promise.reject(new StorageOutdated("another tab is newer"));
    this.#connection ??= this.#open().catch((error) => {
      this.#connection = null; // Some browsers refuse at once: only now is there something to forget.
      throw error;
    });
    return this.#connection;
  }

  /** @returns {Promise<Connection>} */
  async #open() {
    try {
      return await openDB(this.name, VERSION, {
        upgrade,
        blocked: () => this.notices.onBlocked?.(),
        blocking: () => this.#giveWay(),
        terminated: () => {
          this.#connection = null;
        },
      });
    } catch (error) {
      if (nameOf(error) === "VersionError") throw new StorageOutdated(String(error));
      if (nameOf(error) === "QuotaExceededError") throw new StorageFull(String(error));
      if (isConnectionLost(error)) throw new StorageLost(String(error));
      throw new StorageRefused(String(error));
    }
  }

  #giveWay() {
    this.#outdated = true;
    this.close();
    this.notices.onOutdated?.();
  }

  /**
   * @template T
   * @param {string[]} stores
   * @param {IDBTransactionMode} mode
   * @param {(tx: Transaction) => Promise<T>} work
   * @param {IDBTransactionDurability} [durability]
   * @returns {Promise<T>}
   */
  async #run(stores, mode, work, durability) {
    const connection = await this.connect();
    try {
      return await transact(connection, stores, mode, work, durability);
    } catch (error) {
      if (!isConnectionLost(error)) throw named(error);
    }
    this.#connection = null;
    try {
      connection.close();
      return await transact(await this.connect(), stores, mode, work, durability);
    } catch (error) {
      throw isConnectionLost(error) ? new StorageLost(String(error)) : named(error);
    }
  }
}

/**
 * @template T
 * @param {Connection} connection
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(tx: Transaction) => Promise<T>} work
 * @param {IDBTransactionDurability} [durability]
 * @returns {Promise<T>}
 */
async function transact(connection, stores, mode, work, durability = "default") {
  const tx = connection.transaction(stores, mode, { durability });
  // The reason of an abort arrives here before or after the failure of the request that caused it.
  const done = tx.done.then(
    () => null,
    () => tx.error ?? new DOMException("transaction aborted", "AbortError"),
  );
  try {
    const value = await work(tx);
    const failure = await done;
    if (failure) throw failure;
    return value;
  } catch (error) {
    abort(tx);
    const failure = await done;
    throw nameOf(error) === "AbortError" && failure ? failure : error;
  }
}

/** @param {Transaction} tx */
function abort(tx) {
  try {
    tx.abort();
  } catch {
    // It has ended already, which is what was wanted.
  }
}

/** @param {unknown} error */
const nameOf = (error) => /** @type {any} */ (error)?.name;

/**
 * Safari drops the server process of IndexedDB in the background (webkit bugs 197050, 277615) and
 * says so in words only; a connection closed under us gives InvalidStateError.
 * @param {unknown} error
 */
function isConnectionLost(error) {
  const message = String(/** @type {any} */ (error)?.message ?? "");
  return nameOf(error) === "InvalidStateError" || /connection .*(lost|clos)/i.test(message);
}

/** @param {unknown} error */
function named(error) {
  return nameOf(error) === "QuotaExceededError" ? new StorageFull(String(error)) : error;
}
