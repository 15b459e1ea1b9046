// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { likeness } from "../../../static/src/speeches/similar.js";
import {
  divide,
  lengthOf,
  locate,
  placeOf,
  segments,
  slice,
} from "../../../static/src/speeches/spans.js";

const text = fc.string({ unit: fc.constantFrom(..."一二𠮷。a"), maxLength: 40 });
const mark = fc.record({ start: fc.nat(45), end: fc.nat(45), key: fc.constantFrom("a", "b") });

test("pieces together are the text, and each lies under the marks that cover it", () => {
  fc.assert(
    fc.property(text, fc.array(mark, { maxLength: 6 }), (words, marks) => {
      const pieces = segments(words, marks);
      assert.equal(pieces.map((piece) => piece.text).join(""), words);
      for (const piece of pieces) {
        const over = marks.filter(({ start, end }) => start <= piece.start && piece.start < end);
        assert.deepEqual(
          piece.keys,
          over.map(({ key }) => key),
        );
      }
    }),
  );
});

test("a text divided is the same text, no piece longer than is allowed", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (words, longest) => {
      const pieces = divide(words, longest);
      assert.equal(pieces.map((piece) => piece.text).join(""), words);
      for (const piece of pieces) {
        assert.ok(lengthOf(piece.text) <= longest);
        assert.equal(slice(words, piece.start, piece.start + lengthOf(piece.text)), piece.text);
      }
    }),
  );
});

test("a place in the whole text is a place in its paragraph, in code points", () => {
  const paragraphs = ["𠮷日", "", "四个重点"];
  const at = [..."𠮷日\n\n四个重点"].join("");
  const start = [...at].indexOf("重");
  assert.deepEqual(placeOf(paragraphs, start, start + 2), { index: 2, start: 2, end: 4 });
  assert.deepEqual(placeOf(paragraphs, 0, 9), { index: 0, start: 0, end: 2 });
});

test("words that moved are found again, the nearest first; words that are gone are not", () => {
  const source = { paragraph_id: "b", start: 4, end: 6, text: "水库" };
  const at = (/** @type {string[]} */ ...texts) =>
    locate(
      source,
      texts.map((each, index) => ({ id: "abc"[index], text: each })),
    );
  assert.deepEqual(at("水库", "一二三四水库", "水库"), { index: 1, start: 4, end: 6 });
  assert.deepEqual(at("水库", "水库𠮷二水库", "水库"), { index: 1, start: 4, end: 6 });
  assert.deepEqual(at("水库", "水库𠮷二五六七八水库", ""), { index: 1, start: 0, end: 2 });
  assert.deepEqual(at("无", "无", "守住水库"), { index: 2, start: 2, end: 4 });
  assert.equal(at("无", "无", "无"), null);
});

test("a source that another version wrote otherwise is no source", () => {
  const paragraphs = [{ id: "a", text: "水库" }];
  for (const source of [
    null,
    5,
    "水库",
    [],
    { text: "水库" },
    { paragraph_id: "a", text: "", start: 0, end: 0 },
  ]) {
    assert.equal(locate(/** @type {any} */ (source), paragraphs), null);
  }
});

test("likeness is 1 for the same words, 0 for others, and marks do not count", () => {
  assert.equal(likeness("隐患，不查清", "隐患不查清。"), 1);
  assert.equal(likeness("河道", "水库"), 0);
  assert.equal(likeness("", ""), 0);
  assert.equal(likeness("优患意识", "忧患意识"), 0.75);
  fc.assert(fc.property(text, text, (one, other) => likeness(one, other) === likeness(other, one)));
});
