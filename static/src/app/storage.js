// @ts-check
// What the browser lets us keep.

/** @typedef {import("./state.js").StorageStatus} StorageStatus */

const NEARLY_FULL = 0.9;
/** Room for about a thousand answers. */
const TRIAL_BYTES = 1_000_000;
const TRIAL = "room-for-more";

/**
 * Ask that this site's storage is not cleared when space runs short. Some browsers ask the learner,
 * others decide by use: so it is asked once there is something to lose.
 * @param {StorageManager | undefined} storage navigator.storage; absent on an insecure origin
 * @returns {Promise<boolean>}
 */
export async function askToPersist(storage) {
  try {
    return (await storage?.persisted?.()) || (await storage?.persist?.()) || false;
  } catch {
    return false;
  }
}

/**
 * @param {StorageManager | undefined} storage
 * @param {CacheStorage | undefined} caches absent on an insecure origin
 * @returns {Promise<StorageStatus>}
 */
export async function readStorageStatus(storage, caches) {
  const persisted = (await storage?.persisted?.().catch(() => false)) ?? false;
  const estimate = (await storage?.estimate?.().catch(() => null)) ?? null;
  const used_bytes = estimate?.usage ?? null;
  const isFull = !(await hasRoom(caches));
  // A quota for which there is no room is none.
  const quota_bytes = isFull ? used_bytes : (estimate?.quota ?? null);
  const isNearQuota = Boolean(quota_bytes && (used_bytes ?? 0) > quota_bytes * NEARLY_FULL);
  return { persisted, quota_bytes, used_bytes, nearly_full: isFull || isNearQuota };
}

/**
 * Chromium names the same quota to every page, whatever is left on the disk: so a little is written
 * and thrown away. Not into IndexedDB, which must not meet a disk that is really full.
 * @param {CacheStorage | undefined} caches
 * @returns {Promise<boolean>} false only when the browser said that it has no more room
 */
async function hasRoom(caches) {
  try {
    const trial = await caches?.open(TRIAL);
    await trial?.put(`/${TRIAL}`, new Response(new Uint8Array(TRIAL_BYTES)));
    return true;
  } catch (error) {
    return /** @type {any} */ (error)?.name !== "QuotaExceededError";
  } finally {
    await caches?.delete(TRIAL).catch(() => false);
  }
}
