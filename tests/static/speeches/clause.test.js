// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clauseOf } from "../../../static/src/speeches/clause.js";
import { itemsIn } from "../../../static/src/speeches/selection.js";

/** @param {string[]} paragraphs @param {string[]} texts of items, as they stand in the text */
function itemsOf(paragraphs, texts) {
  const text = paragraphs.join("\n");
  return texts.map((words, at) => {
    const start = [...text.slice(0, text.indexOf(words))].length;
    return { key: `k${at}`, text: words, start, end: start + [...words].length };
  });
}

/** @param {string[]} paragraphs @param {string[]} texts */
function wholes(paragraphs, texts) {
  const items = itemsOf(paragraphs, texts);
  return items.map((item) => clauseOf(paragraphs, item, items)?.text ?? null);
}

test("an item cut at its first comma takes the rest of its clause", () => {
  const outline = ["𠮷（一）修堤坝，守住河道安全。要抓紧。", "（二）清沟渠，疏通城区排水。"];
  assert.deepEqual(wholes(outline, ["修堤坝", "清沟渠"]), [
    "修堤坝，守住河道安全",
    "清沟渠，疏通城区排水",
  ]);
  const line = ["要做到：带头巡查，不留死角；带头值守，不离岗位！"];
  assert.deepEqual(wholes(line, ["带头巡查", "带头值守"]), [
    "带头巡查，不留死角",
    "带头值守，不离岗位",
  ]);
});

test("it never takes the next item, nor the ordinal before it", () => {
  assert.deepEqual(wholes(["守住河道、水库、涵洞等。"], ["河道", "水库"]), [null, "水库、涵洞等"]);
  const marked = ["一是查隐患，列清单，二是补短板，限时限。"];
  assert.deepEqual(wholes(marked, ["查隐患", "补短板"]), ["查隐患，列清单", "补短板，限时限"]);
});

test("an item that is whole, or stands nowhere, has none", () => {
  assert.deepEqual(wholes(["一、修堤坝。"], ["修堤坝"]), [null]);
  assert.equal(clauseOf(["修堤坝"], { key: "k", text: "另加的", start: 0, end: 0 }, []), null);
});

test("a clause is the text at its span, begins where the item does and is longer", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[一二、，；。是水库𠮷]{0,30}$/u), (text) => {
      const items = itemsIn([text], 0, [...text].length).map((item, at) => ({
        ...item,
        key: `k${at}`,
      }));
      for (const item of items) {
        const whole = clauseOf([text], item, items);
        if (!whole) continue;
        assert.equal([...text].slice(whole.start, whole.end).join(""), whole.text);
        assert.ok(whole.start === item.start && whole.end > item.end);
        assert.ok(items.every(({ start }) => start < item.end || start >= whole.end));
      }
    }),
  );
});
