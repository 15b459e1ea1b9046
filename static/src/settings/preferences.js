// @ts-check
// Language and theme: of this device, kept in meta, never sent.
import { readMeta, writeMeta } from "../db/meta.js";

/** @typedef {import("../app/state.js").Preferences} Preferences */
/** @typedef {import("../db/open.js").Database} Database */

/** @type {Record<keyof Preferences, string[]>} */
const CHOICES = { language: ["zh", "en"], theme: ["system", "light", "dark"] };

/**
 * Chinese first: another language is taken only when the browser clearly says so.
 * @param {string | undefined} browserLanguage navigator.language
 * @returns {Preferences}
 */
export const defaultPreferences = (browserLanguage) => ({
  language: !browserLanguage || /^zh\b/i.test(browserLanguage) ? "zh" : "en",
  theme: "system",
});

/**
 * @param {Database} database
 * @param {string | undefined} browserLanguage
 * @returns {Promise<Preferences>}
 */
export const readPreferences = (database, browserLanguage) =>
  database.read(["meta"], async (tx) => ({
    ...defaultPreferences(browserLanguage),
    ...(await readMeta(tx, "preferences")),
  }));

/**
 * @param {Database} database
 * @param {string} name
 * @param {string} value
 * @throws {RangeError} no such preference or choice
 */
export async function changePreference(database, name, value) {
  const choices = Object.hasOwn(CHOICES, name) && CHOICES[/** @type {keyof Preferences} */ (name)];
  if (!choices || choices.indexOf(value) === -1)
    throw new RangeError(`no preference ${name}: ${value}`);
  await database.write(["meta"], async (tx) => {
    await writeMeta(tx, "preferences", { ...(await readMeta(tx, "preferences")), [name]: value });
  });
}
