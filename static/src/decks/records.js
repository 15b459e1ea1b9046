// @ts-check
// The effective content of a record: what the deck file says, below the learner's edits. Pure.
import { fieldsOf } from "../db/registers.js";
import { recallCardId } from "../lib/ids.js";

/** @typedef {import("../lib/types.js").Edit} Edit */
/** @typedef {"deck" | "key_list" | "item" | "speech" | "paragraph"} ContentKind */

/** @type {Record<ContentKind, string>} */
export const STORE_OF = {
  ...{ deck: "decks", key_list: "key_lists", item: "items" },
  ...{ speech: "speeches", paragraph: "paragraphs" },
};

const COMMON = { position: 0, deleted: false };

/** The fields of each kind with what an absent or unreadable value shows as. @type {Record<ContentKind, Record<string, any>>} */
const FIELDS = {
  deck: { title: "", title_en: "", ...COMMON },
  key_list: {
    ...{ deck_id: "", name: "", name_en: "", part: "", part_en: "", ordered: true },
    ...COMMON,
  },
  item: {
    ...{ key_list_id: "", text: "", text_en: "", detail: "", detail_en: "" },
    source: null,
    ...COMMON,
  },
  speech: { deck_id: "", title: "", ...COMMON },
  paragraph: { speech_id: "", text: "", ...COMMON },
};

/** What a record that is in no deck file must say for itself to be shown. */
const OWN_FIELD = {
  ...{ deck: "title", key_list: "deck_id", item: "key_list_id" },
  ...{ speech: "deck_id", paragraph: "speech_id" },
};

/** @param {string} kind @returns {kind is ContentKind} */
export const isContent = (kind) => Object.hasOwn(FIELDS, kind);

/**
 * @param {ContentKind} kind
 * @param {string} id
 * @param {Record<string, any> | undefined} inFile the record in its deck file
 * @param {Edit[]} registers of the record
 * @returns {any} the row of its store; null: not in a file (any more), and not made by the learner
 */
export function effectiveRecord(kind, id, inFile, registers) {
  const edited = fieldsOf(registers);
  if (!inFile && !Object.hasOwn(edited, OWN_FIELD[kind])) return null;
  const content = { ...inFile, ...edited };
  const names = Object.keys(FIELDS[kind]);
  const fields = names.map((name) => [name, readable(FIELDS[kind][name], content[name])]);
  const row = { id, ...Object.fromEntries(fields) };
  return kind === "item" ? { ...row, card_id: recallCardId(id) } : row;
}

/**
 * The row after some of its fields were edited; the same as `effectiveRecord` with those edits.
 * @param {ContentKind} kind
 * @param {any} row as stored
 * @param {Edit[]} edits winning ones of this record
 */
export function editedRecord(kind, row, edits) {
  const known = edits.filter(({ field }) => Object.hasOwn(FIELDS[kind], field));
  const fields = known.map(({ field, value }) => [field, readable(FIELDS[kind][field], value)]);
  return { ...row, ...Object.fromEntries(fields) };
}

/**
 * A value that this version cannot show counts as absent; what depends on the value alone is the
 * same on every device, whatever came first.
 * @param {any} absent
 * @param {any} value
 */
const readable = (absent, value) =>
  typeof value === typeof absent && !Number.isNaN(value) ? value : absent;

/** Order of decks, lists and items everywhere. @param {{position: number, id: string}} a @param {{position: number, id: string}} b */
export const byPosition = (a, b) =>
  a.position - b.position || (a.id < b.id ? -1 : Number(a.id > b.id));
