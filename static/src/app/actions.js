// @ts-check
// The verbs of the page: everything a view may do. Each reads the clock once, lets a stage do the
// work, and sets the signals of state.js. A verb that fails throws an error with a `code`.

/** @typedef {import("../lib/types.js").KeyList} KeyList */
/** @typedef {import("../lib/types.js").Deck} Deck */
/** @typedef {import("../lib/types.js").Item} Item */
/** @typedef {import("../lib/types.js").StateRow} StateRow */
/** @typedef {import("../lib/types.js").Rating} Rating */
/** @typedef {import("../study/recital.js").Recital} Recital */

/** @returns {never} */
const unfinished = () => {
  throw new Error("being written");
};

/** Open the database and fill the signals. Resolves when `ready` and `today` are set. @returns {Promise<void>} */
export const openApp = async () => unfinished();

/** @returns {Promise<void>} */
export const refreshToday = async () => unfinished();

/** @returns {Promise<void>} */
export const refreshOverviews = async () => unfinished();

/**
 * @param {string} key_list_id
 * @returns {Promise<{key_list: KeyList, deck: Deck, items: Item[], states: StateRow[],
 *   due_day: number | null} | null>} null: no such list
 */
export const readKeyList = async (key_list_id) => unfinished();

/**
 * Begin, or go on with the one left midway today.
 * @param {string} key_list_id
 * @param {{all?: boolean}} [options] all: ask every item
 * @returns {Promise<Recital>}
 */
export const beginRecital = async (key_list_id, { all = false } = {}) => unfinished();

/**
 * Mark the revealed item. The promise resolves when the answer is on the disk: only then "saved".
 * @param {Recital} recital
 * @param {Rating} rating
 * @returns {Promise<Recital>}
 * @throws {import("../db/errors.js").StorageFull} nothing was written; the recital stays where it was
 */
export const answer = async (recital, rating) => unfinished();

/** Take back the last answer (an event too). @param {Recital} recital @returns {Promise<Recital>} */
export const undoAnswer = async (recital) => unfinished();

/**
 * @param {"desired_retention" | "new_lists_per_day" | "rollover_hour"} name
 * @param {number} value
 * @returns {Promise<void>}
 * @throws {RangeError} outside of its range
 */
export const changeSetting = async (name, value) => unfinished();

/**
 * @param {"language" | "theme"} name
 * @param {string} value
 * @returns {Promise<void>}
 */
export const changePreference = async (name, value) => unfinished();

/** @returns {Promise<void>} */
export const syncNow = async () => unfinished();

/** @param {{name: string, password: string}} credentials @returns {Promise<{recovery_code: string}>} */
export const createAccount = async (credentials) => unfinished();

/** @param {{name: string, password: string}} credentials @returns {Promise<void>} */
export const signIn = async (credentials) => unfinished();

/** @param {{discard_unsent?: boolean}} [options] @returns {Promise<void>} */
export const signOut = async (options = {}) => unfinished();

/** @param {{current_password: string, new_password: string}} change @returns {Promise<void>} */
export const changePassword = async (change) => unfinished();

/**
 * @param {{name: string, recovery_code: string, new_password: string}} recovery
 * @returns {Promise<{recovery_code: string}>} the next one
 */
export const recover = async (recovery) => unfinished();

/** @param {{password: string}} proof @returns {Promise<{recovery_code: string}>} */
export const newRecoveryCode = async (proof) => unfinished();

/** @returns {Promise<any[]>} as GET /api/devices answers */
export const listDevices = async () => unfinished();

/** @param {string} device_id @returns {Promise<void>} */
export const revokeDevice = async (device_id) => unfinished();

/** @param {{password: string}} proof @returns {Promise<void>} */
export const deleteAccount = async (proof) => unfinished();

/** @returns {Promise<Blob>} one JSON file, see app/portable.js */
export const exportEverything = async () => unfinished();

/**
 * @param {Blob} file
 * @returns {Promise<{events: number, edits: number}>} how many were new
 */
export const importEverything = async (file) => unfinished();
