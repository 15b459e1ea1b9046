// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import {
  changePreference,
  defaultPreferences,
  readPreferences,
} from "../../../static/src/settings/preferences.js";
import { freshDatabase, rows } from "../db/fresh.js";

test("the page is Chinese unless the browser clearly says another language", () => {
  const languageOf = (/** @type {string | undefined} */ said) => defaultPreferences(said).language;
  for (const said of [undefined, "", "zh", "zh-CN", "ZH-Hant-TW"])
    assert.equal(languageOf(said), "zh");
  for (const said of ["en-US", "de", "zha"]) assert.equal(languageOf(said), "en");
});

test("a preference is kept on this device and never waits to be sent", async () => {
  const database = await freshDatabase();
  await changePreference(database, "theme", "dark");
  assert.deepEqual(await readPreferences(database, "en-US"), { language: "en", theme: "dark" });
  assert.deepEqual(await rows(database, "outbox"), []);
});

test("what is no preference is refused", async () => {
  const database = await freshDatabase();
  for (const [name, value] of [
    ["theme", "pink"],
    ["colour", "red"],
    ["constructor", "x"],
  ]) {
    await assert.rejects(changePreference(database, name, value), RangeError);
  }
});
