// @ts-check
// Whether a file is one that app/portable.js wrote. Everything is checked before anything is
// written; what is wrong is named by its place in the file. Pure.
import { parse } from "../db/hlc.js";

/** A file that cannot be brought in; `code` says of which sort, `place` where in the file. */
export class NotPortable extends Error {
  name = "NotPortable";

  /**
   * @param {"not_json" | "not_jiyao" | "newer_version" | "too_large" | "damaged"} code
   * @param {string} [place] for example "events[3].rating"
   */
  constructor(code, place = "") {
    super(place ? `${code}: ${place}` : code);
    this.code = code;
    this.place = place;
  }
}

const VERSION = 1;

/** Years of hard study are 100 MB at most; more would not fit into memory on a phone. */
export const MAX_CHARACTERS = 200_000_000;
/** As the server takes them: a value as UTF-8 JSON, beside it a row's other fields. */
const MAX_VALUE_BYTES = 65_536;
const MAX_ROW_CHARACTERS = 65_536;
const MAX_TIME_MS = 8_640_000_000_000_000;

/** @typedef {(value: any) => boolean} Check */

/** @param {number} least @param {number} most @returns {Check} */
const integer = (least, most) => (value) =>
  Number.isInteger(value) && value >= least && value <= most;

/** @param {Check} check @returns {Check} */
const optional = (check) => (value) => value === undefined || value === null || check(value);

/** @type {Check} */
const shortText = (value) => typeof value === "string" && value.length > 0 && value.length <= 64;

/** As the server takes it: only one written form, lest one event come under two names. @type {Check} */
const id = (value) => typeof value === "string" && UUID.test(value);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @type {Check} */
const recordValue = (value) =>
  value !== undefined && new TextEncoder().encode(JSON.stringify(value)).length <= MAX_VALUE_BYTES;

const moment_ms = integer(-MAX_TIME_MS, MAX_TIME_MS);

/** @type {Record<string, Check>} */
const EVENT = {
  event_id: id,
  kind: shortText,
  occurred_at_ms: moment_ms,
  utc_offset_minutes: integer(-1080, 1080),
  rollover_hour: integer(0, 23),
  device_id: id,
  dev_seq: integer(1, Number.MAX_SAFE_INTEGER),
  received_at_ms: optional(moment_ms),
  effective_at_ms: optional(moment_ms),
};

/** @type {Record<string, Check>} */
const OF_CARD = {
  card_id: id,
  recital_id: optional(id),
  duration_ms: optional(integer(0, MAX_TIME_MS)),
};

/** What a known kind needs beyond that; one of a newer version may be about anything. @type {Map<unknown, Record<string, Check>>} */
const EVENT_OF_KIND = new Map([
  ["review", { ...OF_CARD, rating: integer(1, 4) }],
  ["undo", { ...OF_CARD, target_event_id: id }],
  ["reset", OF_CARD],
]);

/** @type {Record<string, Check>} */
const EDIT = {
  op_id: id,
  kind: shortText,
  record_id: id,
  field: shortText,
  value: recordValue,
  hlc: (value) => typeof value === "string" && parse(value) !== null,
  device_id: id,
};

/**
 * @param {string} text
 * @returns {{events: import("../lib/types.js").ReviewEvent[], edits: import("../lib/types.js").Edit[]}}
 * @throws {NotPortable}
 */
export function checkPortable(text) {
  if (text.length > MAX_CHARACTERS) throw new NotPortable("too_large");
  const file = parsed(text);
  if (file?.format !== "jiyao") throw new NotPortable("not_jiyao");
  if (!integer(1, Number.MAX_SAFE_INTEGER)(file.version))
    throw new NotPortable("damaged", "version");
  if (file.version > VERSION) throw new NotPortable("newer_version");
  for (const name of ["events", "edits"]) {
    if (!Array.isArray(file[name])) throw new NotPortable("damaged", name);
  }
  file.events.forEach((/** @type {any} */ event, /** @type {number} */ index) => {
    checkRow(event, { ...EVENT, ...EVENT_OF_KIND.get(event?.kind) }, `events[${index}]`);
  });
  const fields = new Set();
  file.edits.forEach((/** @type {any} */ edit, /** @type {number} */ index) => {
    checkRow(edit, EDIT, `edits[${index}]`);
    // The outbox names an edit by what holds its field: of two, one would wait for ever.
    const field = `${edit.record_id} ${edit.field}`;
    if (fields.has(field)) throw new NotPortable("damaged", `edits[${index}].field`);
    fields.add(field);
  });
  return file;
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotPortable("not_json");
  }
}

/** @param {any} row @param {Record<string, Check>} checks @param {string} place */
function checkRow(row, checks, place) {
  if (row === null || typeof row !== "object") throw new NotPortable("damaged", place);
  for (const [field, check] of Object.entries(checks)) {
    if (!check(row[field])) throw new NotPortable("damaged", `${place}.${field}`);
  }
  const { value, ...rest } = row;
  const counted = checks === EDIT ? rest : row;
  if (JSON.stringify(counted).length > MAX_ROW_CHARACTERS) throw new NotPortable("damaged", place);
}
