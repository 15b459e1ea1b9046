// @ts-check
// What the browser lets us keep.

/** @typedef {import("./state.js").StorageStatus} StorageStatus */

const NEARLY_FULL = 0.9;

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
 * @returns {Promise<StorageStatus>}
 */
export async function readStorageStatus(storage) {
  const persisted = (await storage?.persisted?.().catch(() => false)) ?? false;
  const estimate = (await storage?.estimate?.().catch(() => null)) ?? null;
  const quota_bytes = estimate?.quota ?? null;
  const used_bytes = estimate?.usage ?? null;
  const nearly_full = Boolean(quota_bytes && (used_bytes ?? 0) > quota_bytes * NEARLY_FULL);
  return { persisted, quota_bytes, used_bytes, nearly_full };
}
