// @ts-check
// The shapes that several stages read and write; docs/architecture.md says what each field means.
// Records keep their wire names. `_at_ms` is a moment in epoch milliseconds, a study day an integer.

/** @typedef {1 | 2 | 3 | 4} Rating again, hard, good, easy */

/**
 * @typedef {object} Moment what a clock says: the only form in which time enters the stages
 * @property {number} now_ms
 * @property {number} utc_offset_minutes east-positive
 */

/**
 * @typedef {object} Deck the effective content: the deck file below the learner's edits
 * @property {string} id
 * @property {string} title
 * @property {string} title_en
 * @property {number} position
 * @property {boolean} deleted
 */

/**
 * @typedef {object} KeyList
 * @property {string} id
 * @property {string} deck_id
 * @property {string} name
 * @property {string} name_en
 * @property {string} part
 * @property {string} part_en
 * @property {boolean} ordered
 * @property {number} position
 * @property {boolean} deleted
 */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} key_list_id
 * @property {string} card_id of its recall card
 * @property {string} text
 * @property {string} text_en
 * @property {string} detail
 * @property {string} detail_en
 * @property {Source | null} [source]
 * @property {number} position
 * @property {boolean} deleted
 */

/**
 * @typedef {object} Source where an item stands in its speech
 * @property {string} paragraph_id
 * @property {number} start code points from the paragraph's beginning
 * @property {number} end
 * @property {string} text the words that stood there, by which they are found again after a correction
 */

/**
 * @typedef {object} Speech
 * @property {string} id
 * @property {string} deck_id
 * @property {string} title
 * @property {number} position
 * @property {boolean} deleted
 */

/**
 * @typedef {object} Paragraph
 * @property {string} id
 * @property {string} speech_id
 * @property {string} text
 * @property {number} position
 * @property {boolean} deleted
 */

/** @typedef {"deck" | "key_list" | "item" | "speech" | "paragraph" | "settings" | "parameters"} RecordKind */

/**
 * @typedef {object} Edit one field of one record: an operation, and the register that keeps it
 * @property {string} op_id
 * @property {RecordKind} kind
 * @property {string} record_id
 * @property {string} field
 * @property {any} value
 * @property {string} hlc
 * @property {string} device_id
 */

/**
 * @typedef {object} ReviewEvent unknown fields and kinds of newer versions are kept as they are
 * @property {string} event_id
 * @property {"review" | "undo" | "reset"} kind
 * @property {string} card_id
 * @property {Rating} [rating] of a review
 * @property {string} [target_event_id] of an undo
 * @property {string | null} recital_id
 * @property {number} occurred_at_ms
 * @property {number} utc_offset_minutes
 * @property {number} rollover_hour
 * @property {number | null} duration_ms
 * @property {string} device_id
 * @property {number} dev_seq
 * @property {number} [seq]
 * @property {number} [received_at_ms]
 * @property {number} [effective_at_ms] missing until a server has answered
 */

/**
 * @typedef {object} MemoryState derived from the events of one card
 * @property {string} card_id
 * @property {number} stability days
 * @property {number} difficulty 1–10
 * @property {number} last_study_day
 * @property {number} review_count
 * @property {number} lapse_count
 * @property {Rating} last_rating
 */

/**
 * @typedef {MemoryState & {key_list_id?: string, first_study_day: number}} StateRow
 *   a memory state as stored; no key_list_id while its item is not on the device
 */

/**
 * @typedef {object} Schedule derived from the memory states of one list; no row: never recited
 * @property {string} key_list_id
 * @property {number | null} due_day
 * @property {number} last_study_day
 * @property {number} first_study_day
 */

/**
 * @typedef {object} OutboxRow something that the server has not acknowledged
 * @property {string} id event_id or op_id
 * @property {"event" | "edit"} type
 * @property {number | string} order dev_seq of an event, hlc of an edit: the order of making
 * @property {number} queued_at_ms
 * @property {string} [record_id] of an edit: with `field` the key of its register
 * @property {string} [field]
 */

/**
 * @typedef {object} Settings
 * @property {number} desired_retention 0.70–0.97
 * @property {number} new_lists_per_day 0–50
 * @property {number} rollover_hour 0–23
 */

export {};
