// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { folded, matchTerm, termsOf } from "../../../static/src/search/match.js";
import { loadReadings } from "../../../static/src/search/readings.js";
import { search } from "../../../static/src/search/search.js";

const readingsOf = await loadReadings();

/** @param {string} text @param {string} query */
const found = (text, query) => {
  const match = matchTerm([...folded(text)], folded(query), readingsOf);
  return match && [...text].slice(match.start, match.end).join("");
};

/** @param {string[]} texts @returns {import("../../../static/src/search/search.js").Entry[]} */
const entriesOf = (texts) =>
  texts.map((text, index) => ({
    ...{ kind: /** @type {const} */ ("item"), id: String(index), deck_id: "", key_list_id: "" },
    ...{ text, within: "" },
  }));

const how = { pause: async () => {}, now: () => 0, cancelled: () => false, most: 60 };

test("characters, pinyin, initials and a mixture of them find the same", () => {
  for (const query of [
    "七大功能",
    "大功",
    "qdgn",
    "qidagongneng",
    "qdgongneng",
    "qidgn",
    "QDGN",
    "dgn",
    "qi'da",
    "gongn",
  ]) {
    assert.ok("七大功能".includes(found("城市管理的七大功能", query) ?? "nothing"), query);
  }
  assert.equal(found("城市管理的七大功能", "qdgn"), "七大功能");
});

test("every reading of a character counts", () => {
  for (const query of ["zyzs", "chongyaozhishi", "zhongyaozhishi", "cyzs"]) {
    assert.equal(found("重要指示", query), "重要指示", query);
  }
  assert.equal(found("绿水青山", "lvsqs"), "绿水青山");
});

test("what is not there is not found", () => {
  for (const query of ["八大", "qdgx", "xqdgn", "七功", "1"])
    assert.equal(found("七大功能", query), null);
});

test("letters and figures of the text itself are found, in any width and case", () => {
  assert.equal(found("ＧＤＰ增长5%", "gdp"), "ＧＤＰ");
  assert.equal(found("第121万名", "121"), "121");
});

test("all words that are typed must be found", () => {
  assert.deepEqual(termsOf("  七大　GN "), ["七大", "gn"]);
});

test("a name comes before an item, and a beginning before a middle", async () => {
  const texts = ["落实责任", "责任落实", "责任"];
  const entries = [
    ...entriesOf(texts),
    { ...entriesOf(["责任清单"])[0], kind: /** @type {const} */ ("list") },
  ];
  const { results = [] } = (await search(entries, "责任", readingsOf, how)) ?? {};
  assert.deepEqual(
    results.map(({ entry }) => entry.text),
    ["责任清单", "责任", "责任落实", "落实责任"],
  );
});

test("ten thousand items are searched in steps, and a newer search ends the older", async () => {
  const entries = entriesOf(Array.from({ length: 10_000 }, (_, index) => `第${index}条要抓好落实`));
  let clock = 0;
  let pauses = 0;
  const now = () => {
    clock += 5;
    return clock;
  };
  const pause = async () => {
    pauses += 1;
  };
  const steps = { ...how, now, pause };
  const all = await search(entries, "zhls", readingsOf, steps);
  assert.deepEqual([all?.count, all?.results.length], [10_000, 60]);
  assert.ok(pauses > 50);
  const cancelled = () => pauses > 60;
  pauses = 0;
  assert.equal(await search(entries, "zhls", readingsOf, { ...steps, cancelled }), null);
  assert.equal(pauses, 61);
});

test("any text and any query: a match lies in the text and says what was typed", () => {
  const text = fc.string({ unit: fc.constantFrom(..."重要指示行a1，𠮷"), maxLength: 20 });
  const query = fc.string({
    unit: fc.constantFrom(..."zhongxiacsy重要1"),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, query, (where, what) => {
      const characters = [...folded(where)];
      const match = matchTerm(characters, folded(what), readingsOf);
      assert.equal(match !== null || !folded(where).includes(folded(what)), true);
      if (!match) return;
      assert.ok(match.start >= 0 && match.start < match.end && match.end <= characters.length);
    }),
  );
});
