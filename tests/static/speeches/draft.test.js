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
  const [outer, inner] = nested.lists;
  assert.equal(inner.parent, outer.key);
  assert.equal(draft.itemAbove(nested, inner)?.text, "蓝");
  assert.equal(draft.itemAbove(nested, outer), null);
  const left = draft.withList(nested, outer.key, { keep: false });
  assert.equal(draft.itemAbove(left, inner), null);
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
  const merged = draft.merge(found, first.key, found.lists[1].key);
  assert.deepEqual(textsOf(merged), ["红绿蓝黑白"]);
  assert.equal(draft.merge(merged, first.key, "gone"), merged);
  assert.equal(draft.merge(merged, first.key, first.key), merged);
  const split = draft.splitBefore(merged, first.key, first.items[2].key);
  assert.deepEqual(textsOf(split), ["红绿", "蓝黑白"]);
  assert.deepEqual(textsOf(draft.moveList(split, first.key, 1)), ["蓝黑白", "红绿"]);
  assert.equal(draft.splitBefore(split, first.key, first.items[0].key), split);
  const keys = split.lists.flatMap(({ key, items }) => [key, ...items.map((item) => item.key)]);
  assert.equal(new Set(keys).size, keys.length);
});

test("a marked list stands where the text has it, has a name and is saved", () => {
  const items = itemsIn(["黑、白"], 0, 3);
  const { draft: marked, key } = draft.addMarked(found, items);
  assert.deepEqual(textsOf(marked), ["黑白", "红绿蓝", "黑白"]);
  assert.deepEqual(
    draft.acceptable(marked).map(({ name }) => name),
    ["两条要点", "三件事", "两件事"],
  );
  assert.equal(marked.lists[0].key, key);
  const again = draft.addMarked(marked, items);
  assert.equal(again.draft.lists.find((list) => list.key === again.key)?.name, "两条要点（二）");
});

test("what is chosen without a name or an item is not ready; what is not chosen is", () => {
  const { key } = found.lists[0];
  const nameless = draft.rename(found, key, " ");
  assert.deepEqual(nameless.lists.map(draft.isUnready), [true, false]);
  const left = draft.withList(nameless, key, { keep: false });
  assert.deepEqual(left.lists.map(draft.isUnready), [false, false]);
  assert.equal(draft.isUnready({ ...found.lists[0], items: [] }), true);
});

test("an edit that leaves another number than is announced is flagged, and stays where it is", () => {
  const { key, items } = found.lists[0];
  const less = draft.dropItem(found, key, items[2].key);
  assert.deepEqual(
    less.lists.map(({ count_mismatch }) => count_mismatch),
    [true, false],
  );
  assert.ok(draft.isSure(less.lists[0]));
  assert.equal(draft.rename(less, key, "两种颜色").lists[0].count_mismatch, false);
  assert.equal(draft.addItem(less, key, "青").lists[0].count_mismatch, false);
});

test("a list that is split has two names, and the first one wants its number again", () => {
  const [first] = found.lists;
  const { lists } = draft.splitBefore(found, first.key, first.items[1].key);
  assert.deepEqual(
    lists.map(({ name, count_mismatch }) => [name, count_mismatch]),
    [
      ["三件事", true],
      ["三件事（二）", false],
      ["两件事", false],
    ],
  );
});

test("an item takes its whole clause and goes back", () => {
  const paragraphs = ["两件事：一是红，再上白；二是绿。"];
  const cut = draft.draftOf(foundIn(paragraphs, { 两件事: ["红", "绿"] }));
  const [{ key, items }] = cut.lists;
  const whole = draft.toggleClause(cut, key, items[0].key);
  assert.deepEqual(textsOf(whole), ["红，再上白绿"]);
  const back = draft.toggleClause(whole, key, items[0].key).lists[0].items[0];
  assert.deepEqual([back.text, back.start, back.end], ["红", items[0].start, items[0].end]);
  assert.deepEqual(textsOf(draft.toggleClause(cut, key, items[1].key)), ["红绿"]);
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

test("a draft that an older version left is gone on with", () => {
  const { refused, ...old } = found;
  const lists = old.lists.map(({ announced, sure, ...list }) => list);
  const now = draft.completed({ ...old, lists });
  assert.deepEqual(now.refused, refused);
  assert.deepEqual(
    now.lists.map(({ announced, sure }) => [announced, sure]),
    [
      [null, true],
      [null, true],
    ],
  );
  assert.deepEqual(draft.completed(found), found);
});
