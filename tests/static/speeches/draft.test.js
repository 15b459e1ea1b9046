// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import * as draft from "../../../static/src/speeches/draft.js";
import { itemsIn } from "../../../static/src/speeches/selection.js";
import { foundIn } from "./speech.js";

const PARAGRAPHS = ["三件事：红、绿、蓝。", "两件事：黑、白。"];
const LISTS = { 三件事: ["红", "绿", "蓝"], 两件事: ["黑", "白"] };
const found = draft.draftOf(foundIn(PARAGRAPHS, LISTS));

/** @param {draft.Draft} one */
const textsOf = (one) => one.lists.map(({ items }) => items.map(({ text }) => text).join(""));

test("what is sure is kept from the beginning; a mismatch of the count is never sure", () => {
  assert.deepEqual(
    found.lists.map(({ keep }) => keep),
    [true, true],
  );
  for (const more of [{ confidence: 0.79 }, { count_mismatch: true, count: 5 }]) {
    const doubtful = draft.draftOf(foundIn(PARAGRAPHS, LISTS, more));
    assert.deepEqual(
      doubtful.lists.map(({ keep }) => keep),
      [false, false],
    );
    assert.deepEqual(draft.keepSure(doubtful), doubtful);
  }
});

test("a nested list knows the list in which it stands", () => {
  const answer = foundIn(PARAGRAPHS, LISTS);
  const nested = draft.draftOf({
    ...answer,
    lists: [answer.lists[0], { ...answer.lists[1], parent: 0 }],
  });
  assert.equal(nested.lists[1].parent, nested.lists[0].key);
});

test("items are edited, dropped, added and moved", () => {
  const { key, items } = found.lists[0];
  let next = draft.editItem(found, key, items[1].key, "青");
  next = draft.dropItem(next, key, items[2].key);
  next = draft.addItem(next, key, "紫");
  next = draft.moveItem(next, key, items[0].key, 2);
  assert.deepEqual(textsOf(next), ["青紫红", "黑白"]);
  assert.deepEqual(textsOf(draft.moveItem(next, key, items[0].key, 3)), textsOf(next));
});

test("dropping the item too many settles the count", () => {
  const wrong = draft.draftOf(
    foundIn(PARAGRAPHS, { 两件事: ["红", "绿", "蓝"] }, { count: 2, count_mismatch: true }),
  );
  const { key, items } = wrong.lists[0];
  assert.equal(draft.dropItem(wrong, key, items[2].key).lists[0].count_mismatch, false);
});

test("lists are merged, split and moved, and no key is used twice", () => {
  const [first] = found.lists;
  const merged = draft.mergeWithNext(found, first.key);
  assert.deepEqual(textsOf(merged), ["红绿蓝黑白"]);
  assert.deepEqual(draft.mergeWithNext(merged, first.key), merged);
  const split = draft.splitBefore(merged, first.key, first.items[2].key);
  assert.deepEqual(textsOf(split), ["红绿", "蓝黑白"]);
  assert.deepEqual(textsOf(draft.moveList(split, first.key, 1)), ["蓝黑白", "红绿"]);
  assert.equal(draft.splitBefore(split, first.key, first.items[0].key), split);
  const keys = split.lists.flatMap(({ key, items }) => [key, ...items.map((item) => item.key)]);
  assert.equal(new Set(keys).size, keys.length);
});

test("a marked list stands where the text has it, and waits for a name", () => {
  const items = itemsIn(["黑、白"], 0, 3);
  const marked = draft.addMarked(found, { name: "", items });
  assert.deepEqual(textsOf(marked), ["黑白", "红绿蓝", "黑白"]);
  assert.equal(draft.acceptable(marked).length, 2);
});

test("a selection is cut where an enumeration is cut, without the marks that count", () => {
  const text = "𠮷：一是重实干，（二）抓落实；第三、敢担当\n4．“有作为”。";
  const items = itemsIn(text.split("\n"), 2, [...text].length);
  assert.deepEqual(
    items.map((item) => item.text),
    ["重实干", "抓落实", "敢担当", "有作为”"],
  );
  for (const item of items) {
    assert.equal([...text].slice(item.start, item.end).join(""), item.text);
  }
});
