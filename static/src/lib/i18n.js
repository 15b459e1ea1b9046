// @ts-check
import { signal } from "@preact/signals";
import zh from "./locales/zh.js";

/**
 * A sentence with `{name}` places, or one sentence for each plural form of the parameter `n`.
 * @typedef {string | {one?: string, other: string}} Entry
 * @typedef {Record<string, Entry>} Table
 * @typedef {"zh" | "en"} Language
 */

/** Chinese comes with the page; English is fetched (from the precache) when it is chosen. */
const tables = { zh: async () => zh, en: async () => (await import("./locales/en.js")).default };

/** The sentences of the pages that are fetched when they are first opened. */
const laterTables = {
  zh: async () => (await import("./locales/zh-editing.js")).default,
  en: async () => (await import("./locales/en-editing.js")).default,
};
let laterAreWanted = false;
const locales = { zh: "zh-CN", en: "en" };

const current = signal(
  /** @type {{language: Language, table: Table}} */ ({ language: "zh", table: zh }),
);

/** The language that the page is in now. */
export const language = () => current.value.language;

/** The BCP 47 tag for `Intl` and for `lang`. */
export const locale = () => locales[current.value.language];

/**
 * Change the language of every sentence on the page, and the document's own `lang`.
 * @param {Language} chosen
 */
export async function setLanguage(chosen) {
  const [table, later] = await Promise.all([
    tables[chosen](),
    laterAreWanted ? laterTables[chosen]() : {},
  ]);
  current.value = { language: chosen, table: { ...table, ...later } };
  if (typeof document !== "undefined") document.documentElement.lang = locales[chosen];
}

/** Fetch the sentences of the pages that come later, in whichever language. */
export async function fetchLaterSentences() {
  if (laterAreWanted) return;
  const { language: chosen } = current.value;
  const later = await laterTables[chosen]();
  laterAreWanted = true;
  if (current.value.language !== chosen) return setLanguage(current.value.language);
  current.value = { language: chosen, table: { ...current.value.table, ...later } };
}

/** @param {string} key */
const hasSentence = (key) => key in current.value.table;

/**
 * The sentence of `key` in the page's language, its places filled. An unknown key shows itself: the
 * tests find it, and a learner can still go on.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const entry = current.value.table[key];
  if (entry === undefined) return key;
  return fillPlaces(chooseForm(entry, values), values);
}

/** @param {Entry} entry @param {Record<string, string | number>} values */
function chooseForm(entry, values) {
  if (typeof entry === "string") return entry;
  const form = new Intl.PluralRules(locale()).select(Number(values.n));
  return (form === "one" && entry.one) || entry.other;
}

/** @param {string} sentence @param {Record<string, string | number>} values */
function fillPlaces(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}

/**
 * What the server or the storage refused, in words; a code that we do not know is told as it is.
 * @param {string} code
 */
export function errorWords(code) {
  const key = `error.${code}`;
  return hasSentence(key) ? t(key) : t("error.unknown", { code });
}

/**
 * Why a verb failed, in words; `place` says where in a file the mistake is.
 * @param {unknown} error
 */
export function failureWords(error) {
  const { code, place } = /** @type {{code?: string, place?: string}} */ (error ?? {});
  const words = typeof code === "string" ? errorWords(code) : t("error.unexpected");
  return place ? t("error.at-place", { words, place }) : words;
}
