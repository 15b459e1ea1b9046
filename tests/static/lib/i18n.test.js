// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import {
  errorWords,
  failureWords,
  fetchLaterSentences,
  language,
  locale,
  setLanguage,
  t,
} from "../../../static/src/lib/i18n.js";
import enFirst from "../../../static/src/lib/locales/en.js";
import enEditing from "../../../static/src/lib/locales/en-editing.js";
import zhFirst from "../../../static/src/lib/locales/zh.js";
import zhEditing from "../../../static/src/lib/locales/zh-editing.js";

const zh = { ...zhFirst, ...zhEditing };
const en = { ...enFirst, ...enEditing };

const SOURCE = new URL("../../../static/src/", import.meta.url);

/** Keys that are put together: `t(\`rating.${rating}\`)`. Each part that can stand in the place is listed. */
const COMPOSED = {
  "nav.": ["today", "lists", "settings"],
  "rating.": ["1", "2", "3", "4"],
  "recital.": ["saved", "undone"],
  "lists.filter-": ["all", "due", "new"],
  "lists.none-": ["all", "due", "new"],
  "settings.theme-": ["system", "light", "dark"],
  "account.": ["create", "sign-in", "recover", "create-words", "sign-in-words", "recover-words"],
  "recovery.": ["copied", "select"],
  "search.": ["list", "item", "speech"],
  "compare.": ["kept", "changed", "new", "removed"],
  "deleted.": ["deck", "key_list", "item", "speech"],
};
const ALSO_COMPOSED = ["account.create-do", "account.sign-in-do", "account.recover-do"];

afterEach(() => setLanguage("zh"));

test("both languages have the same sentences", () => {
  assert.deepEqual(Object.keys(en).toSorted(), Object.keys(zh).toSorted());
});

test("both languages fill the same places of each sentence", () => {
  for (const key of Object.keys(zh)) {
    const chinese = placesOf(zh[key]);
    const english = placesOf(en[key]);
    // English may tell a number by its plural form alone.
    assert.deepEqual(english, chinese, key);
  }
});

test("every English plural has a form for one and for many, which differ", () => {
  for (const [key, entry] of Object.entries(en)) {
    if (typeof entry === "string") continue;
    assert.ok(entry.one && entry.other && entry.one !== entry.other, key);
  }
});

test("every sentence that the page asks for exists", () => {
  const missing = [...askedFor()].filter((key) => !(key in zh));
  assert.deepEqual(missing, []);
});

test("every sentence is asked for somewhere", () => {
  const asked = askedFor();
  const unused = Object.keys(zh).filter((key) => !key.startsWith("error.") && !asked.has(key));
  assert.deepEqual(unused, []);
});

test("every place where a key is put together is known to these tests", () => {
  const known = new Set([...Object.keys(COMPOSED), "error."]);
  const composed = sources().flatMap((text) =>
    [...text.matchAll(/`((?:[a-z-]+\.)[a-z-]*)\$\{/g)].map(([, prefix]) => prefix),
  );
  assert.deepEqual(
    composed.filter((prefix) => !known.has(prefix)),
    [],
  );
});

test("every error code of the server and the page has words", () => {
  const missing = [...errorCodes()].filter((code) => !(`error.${code}` in zh));
  assert.deepEqual(missing, []);
});

test("no sentence is the same in both languages", () => {
  const shared = Object.keys(zh).filter((key) => zh[key] === en[key]);
  assert.deepEqual(shared, ["mark.between", "recital.so-far"]);
});

test("a Chinese sentence has Chinese marks of punctuation", () => {
  for (const [key, entry] of Object.entries(zh)) {
    assert.doesNotMatch(String(entry), /\p{Script=Han}[,;:!?]/u, key);
  }
});

test("a sentence is told in the chosen language, with its plural form and its numbers", async () => {
  assert.equal(t("count.items", { n: 7 }), "7条");
  await setLanguage("en");
  assert.equal(language(), "en");
  assert.equal(locale(), "en");
  assert.equal(t("count.items", { n: 1 }), "1 item");
  assert.equal(t("count.items", { n: 1234 }), "1,234 items");
});

test("the sentences of later pages come when they are asked for, and stay over a change of language", async () => {
  assert.equal(t("review.title"), "review.title");
  await fetchLaterSentences();
  assert.equal(t("review.title"), zh["review.title"]);
  await setLanguage("en");
  assert.equal(t("review.title"), en["review.title"]);
  assert.equal(t("today.title"), en["today.title"]);
});

test("no sentence is in both tables of a language", () => {
  assert.deepEqual(
    Object.keys(zhFirst).filter((key) => key in zhEditing),
    [],
  );
});

test("what fills a place is not filled again", () => {
  assert.equal(t("done.next", { name: "{name}$&" }), "下一组：{name}$&");
});

test("a failure is told in words, with its place if it has one", () => {
  assert.equal(failureWords({ code: "offline" }), "连不上服务器。");
  const damaged = failureWords({ code: "damaged", place: "events[3].rating" });
  assert.equal(damaged, "这个文件有一处坏了，什么都没有改。（events[3].rating）");
  assert.equal(failureWords(new TypeError("of ours")), "出了点问题，请再试一次。");
});

test("an unknown code is told as it is", () => {
  assert.equal(errorWords("name_taken"), zh["error.name_taken"]);
  assert.equal(
    errorWords("from_a_newer_server"),
    "出了点问题（from_a_newer_server），请再试一次。",
  );
});

/** @param {import("../../../static/src/lib/i18n.js").Entry} entry */
function placesOf(entry) {
  const text = typeof entry === "string" ? entry : entry.other;
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].toSorted();
}

/** The text of every source file that can ask for a sentence. */
function sources() {
  return ["accounts", "views", "pwa", "lib"].flatMap((folder) =>
    readdirSync(new URL(folder, SOURCE), { recursive: true, encoding: "utf-8" })
      .filter((path) => /\.jsx?$/.test(path) && !path.startsWith("locales"))
      .map((path) => readFileSync(new URL(`${folder}/${path}`, SOURCE), "utf-8")),
  );
}

/** Quoted words with a dot whose first part begins some sentence, and the keys that are put together. */
function askedFor() {
  const beginnings = new Set(Object.keys(zh).map((key) => key.split(".")[0]));
  const quoted = sources().flatMap((text) =>
    [...text.matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z0-9-]+)"/g)].map(([, key]) => key),
  );
  const composed = Object.entries(COMPOSED).flatMap(([prefix, ends]) =>
    ends.map((end) => prefix + end),
  );
  const files = /\.(js|jsx|css|json|svg|webmanifest)$/;
  return new Set(
    [...quoted, ...composed, ...ALSO_COMPOSED].filter(
      (key) => beginnings.has(key.split(".")[0]) && !files.test(key),
    ),
  );
}

/** Codes as the server raises them and as the page's own errors carry them. */
function errorCodes() {
  const server = new URL("../../../server/", import.meta.url);
  const files = [
    ...list(server, /\.py$/, /^\s+code(?:: str)? = "([a-z_]+)"|Error\(\s*"([a-z_]+)"/gm),
    ...list(
      SOURCE,
      /\.js$/,
      /^\s+code = "([a-z_]+)"|(?:RefusedError\(\d+, |(?:AccountError|NotPortable)\()"([a-z_]+)"/gm,
    ),
  ];
  assert.ok(files.length > 15, "the patterns still find the codes");
  return new Set(files);
}

/** @param {URL} folder @param {RegExp} name @param {RegExp} pattern */
function list(folder, name, pattern) {
  return readdirSync(folder, { recursive: true, encoding: "utf-8" })
    .filter((path) => name.test(path))
    .flatMap((path) => [...readFileSync(new URL(path, folder), "utf-8").matchAll(pattern)])
    .map(([, attribute, raised]) => attribute ?? raised);
}
