// @ts-check
// What the page shows. Views read these signals and never write them; the verbs in actions.js do.
// Every signal is null until it has been read once.
import { signal } from "@preact/signals";

/** @typedef {import("../lib/types.js").Settings} Settings */

/**
 * @typedef {object} Ready
 * @property {"ready" | "failed" | "blocked" | "outdated"} state
 *   blocked: another tab holds an older version, close it; outdated: this page must reload
 * @property {string | null} code why it failed: storage_refused, storage_full, storage_lost, unexpected (a mistake of ours)
 */

/**
 * @typedef {object} OverviewItem
 * @property {string} item_id
 * @property {string} card_id
 * @property {string} text
 * @property {string} text_en
 * @property {number | null} retrievability now; null: never reviewed
 * @property {number | null} stability days
 */

/**
 * @typedef {object} Overview one key list as a row of a page
 * @property {string} key_list_id
 * @property {string} deck_id
 * @property {string} deck_title
 * @property {string} name
 * @property {string} name_en
 * @property {string} part
 * @property {string} part_en
 * @property {number} count of its items
 * @property {number | null} due_day null: never recited
 * @property {number | null} retrievability of the whole list, now; null: never recited
 * @property {OverviewItem[]} items in order
 */

/**
 * @typedef {object} Today
 * @property {number} study_day
 * @property {boolean} is_first nothing was ever recited
 * @property {boolean} has_lists there is something to recite at all
 * @property {Overview[]} due the worst list first (one left midway before all); at most DUE_SHOWN
 * @property {number} due_count all that are due
 * @property {Overview[]} fresh new lists for today, in the order of their decks
 * @property {number} minutes for all of due and fresh
 * @property {{lists: number, items: number}} recited_today
 * @property {{due: number, minutes: number}} tomorrow
 */

/**
 * @typedef {object} Preferences of this device; they do not travel
 * @property {"zh" | "en"} language
 * @property {"system" | "light" | "dark"} theme
 */

/** @typedef {{account_id: string, name: string, device_id: string}} Account */

/**
 * @typedef {object} SyncStatus
 * @property {"local" | "idle" | "syncing" | "offline" | "failed" | "signed_out"} phase local: no account
 * @property {number} waiting reviews and edits that no server has acknowledged; 0 without an account
 * @property {number} coming reviews of the account that are not on this device yet
 * @property {number | null} last_sync_at_ms
 * @property {string | null} code of the last failure
 * @property {{reviews: number, devices: number, items_reviewed_on_both: number} | null} merge what
 *   the last exchange brought
 * @property {number} clock_skew_ms
 * @property {number} rejected
 */

/**
 * @typedef {object} StorageStatus
 * @property {boolean} persisted
 * @property {number | null} quota_bytes
 * @property {number | null} used_bytes
 * @property {boolean} nearly_full
 */

/** @template T @returns {import("@preact/signals").Signal<T | null>} */
const unread = () => signal(/** @type {T | null} */ (null));

export const ready = /** @type {import("@preact/signals").Signal<Ready | null>} */ (unread());
export const today = /** @type {import("@preact/signals").Signal<Today | null>} */ (unread());
export const overviews = /** @type {import("@preact/signals").Signal<Overview[] | null>} */ (
  unread()
);
export const settings = /** @type {import("@preact/signals").Signal<Settings | null>} */ (unread());
export const preferences = /** @type {import("@preact/signals").Signal<Preferences | null>} */ (
  unread()
);
/** null also when there is no account; syncStatus tells the two apart. */
export const account = /** @type {import("@preact/signals").Signal<Account | null>} */ (unread());
export const syncStatus = /** @type {import("@preact/signals").Signal<SyncStatus | null>} */ (
  unread()
);
/** The browser had cleared what was here; the account's progress comes back by itself. */
export const wasCleared = signal(false);
export const storageStatus = /** @type {import("@preact/signals").Signal<StorageStatus | null>} */ (
  unread()
);
