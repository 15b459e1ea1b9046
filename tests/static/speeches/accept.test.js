// @ts-check
// From what was found to records, and from a corrected version to the edits that it needs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../../static/src/lib/ids.js";
import { acceptDraft } from "../../../static/src/speeches/accept.js";
import { aimAt, compareDeck, deckOfSpeech } from "../../../static/src/speeches/compare.js";
import { draftOf, wantChange, withList } from "../../../static/src/speeches/draft.js";
import { locate, slice } from "../../../static/src/speeches/spans.js";
import { applied, contentOf, foundIn } from "./speech.js";

const PARAGRAPHS = [
  "要做到三个不放过：隐患不查清不放过、责任不落实不放过、整改不到位不放过。",
  "要守住河道、水库、涵洞、危房四个重点。",
  "纪律上有𠮷利的四个必须：必须在岗、必须报告、必须随到、必须如实。",
];
const LISTS = {
  三个不放过: ["隐患不查清不放过", "责任不落实不放过", "整改不到位不放过"],
  四个重点: ["河道", "水库", "涵洞", "危房"],
  四个必须: ["必须在岗", "必须报告", "必须随到", "必须如实"],
};
const GIVEN = { newId, deck_position: 3, title: "无题" };

/** The rows after a speech was accepted into a new deck. */
function brought(paragraphs = PARAGRAPHS, lists = LISTS) {
  const draft = aimAt(draftOf(foundIn(paragraphs, lists)), null);
  return applied(acceptDraft(draft, null, GIVEN).changes);
}

/** @param {Map<string, any>} rows @param {any} found @param {(draft: any) => any} [review] */
function corrected(rows, found, review = (draft) => draft) {
  const content = contentOf(rows);
  const draft = review(aimAt(draftOf(found), content));
  const comparison = compareDeck(content, draft);
  const { changes } = acceptDraft(draft, { content, comparison }, GIVEN);
  return { comparison, changes, after: contentOf(applied(changes, rows)) };
}

/** @param {import("./speech.js").DeckContent} content */
const textsOf = ({ lists }) =>
  Object.fromEntries(
    lists.map(({ key_list, items }) => [key_list.name, items.map(({ text }) => text)]),
  );

/** @param {import("./speech.js").DeckContent} content */
const idsOf = ({ lists }) =>
  lists.flatMap(({ key_list, items }) => [key_list.id, ...items.map(({ id }) => id)]);

/** Every item that has a place stands there. @param {import("./speech.js").DeckContent} content */
function assertPlaces({ lists, paragraphs }) {
  for (const { source } of lists.flatMap(({ items }) => items)) {
    const place = locate(source, paragraphs);
    assert.ok(place, source?.text);
    assert.equal(slice(paragraphs[place.index].text, place.start, place.end), source?.text);
    assert.equal(paragraphs[place.index].id, source?.paragraph_id);
  }
}

test("an accepted speech is a deck with its lists, its paragraphs, and the place of every item", () => {
  const content = contentOf(brought());
  assert.equal(content.deck.title, "防汛讲话");
  assert.equal(content.deck.position, 3);
  assert.deepEqual(textsOf(content), LISTS);
  assert.deepEqual(
    content.paragraphs.map(({ text }) => text),
    PARAGRAPHS,
  );
  assertPlaces(content);
});

test("a list that is not kept, has no name or no items is not made", () => {
  let draft = draftOf(foundIn(PARAGRAPHS, LISTS));
  const [first, second] = draft.lists;
  draft = withList(withList(draft, first.key, { keep: false }), second.key, { name: " " });
  const content = contentOf(applied(acceptDraft(draft, null, GIVEN).changes));
  assert.deepEqual(Object.keys(textsOf(content)), ["四个必须"]);
});

test("the same text once more changes nothing", () => {
  const { changes, comparison } = corrected(brought(), foundIn(PARAGRAPHS, LISTS));
  assert.deepEqual(changes, []);
  assert.deepEqual(
    comparison.lists.map(({ status }) => status),
    ["kept", "kept", "kept"],
  );
  assert.equal(comparison.share, 1);
});

test("a correction changes what it changes and keeps every id", () => {
  const rows = brought();
  const paragraphs = [
    PARAGRAPHS[0].replace("责任不落实", "责任没有落实"),
    "新的一段。",
    PARAGRAPHS[1],
    PARAGRAPHS[2],
  ];
  const lists = { ...LISTS, 三个不放过: LISTS.三个不放过.with(1, "责任没有落实不放过") };
  const { comparison, changes, after } = corrected(rows, foundIn(paragraphs, lists));
  assert.deepEqual(
    comparison.lists.map(({ status }) => status),
    ["changed", "kept", "kept"],
  );
  assert.deepEqual(textsOf(after), lists);
  assert.deepEqual(idsOf(after), idsOf(contentOf(rows)));
  assert.deepEqual(
    after.paragraphs.map(({ text }) => text),
    paragraphs,
  );
  assert.deepEqual(
    after.paragraphs.map(({ id }) => id).toSpliced(1, 1),
    contentOf(rows).paragraphs.map(({ id }) => id),
  );
  assertPlaces(after);
  const texts = changes.filter(({ kind, field }) => kind === "item" && field === "text");
  assert.deepEqual(
    texts.map(({ value }) => value),
    ["责任没有落实不放过"],
  );
});

test("the learner's own wording stays when the text has not changed there", () => {
  const rows = brought();
  const item = contentOf(rows).lists[1].items[0];
  rows.set(item.id, { ...item, text: "大小河道" });
  const list = contentOf(rows).lists[2].key_list;
  rows.set(list.id, { ...list, name: "值班四个必须" });
  const { comparison, changes } = corrected(rows, foundIn(PARAGRAPHS, LISTS));
  assert.deepEqual(
    comparison.lists.map(({ status }) => status),
    ["kept", "kept", "kept"],
  );
  assert.deepEqual(changes, []);
});

test("a list that the text has no more is told and deleted, unless the learner keeps it", () => {
  const rows = brought();
  const { 四个重点: _, ...lists } = LISTS;
  const found = foundIn([PARAGRAPHS[0], PARAGRAPHS[2]], lists);
  const { comparison, after } = corrected(rows, found);
  assert.deepEqual(
    comparison.removed.map(({ key_list }) => key_list.name),
    ["四个重点"],
  );
  assert.deepEqual(Object.keys(textsOf(after)), ["三个不放过", "四个必须"]);
  const kept = corrected(rows, found, (draft) => ({ ...draft, removed: [] })).after;
  assert.deepEqual(Object.keys(textsOf(kept)), Object.keys(LISTS));
});

test("an item that came, one that went, and the name that counts them", () => {
  const rows = brought();
  const paragraphs = [
    PARAGRAPHS[0],
    "要守住河道、堤坝、水库、涵洞、危房五个重点。",
    PARAGRAPHS[2].replace("必须随到、", ""),
  ];
  const lists = {
    三个不放过: LISTS.三个不放过,
    五个重点: ["河道", "堤坝", "水库", "涵洞", "危房"],
    四个必须: ["必须在岗", "必须报告", "必须如实"],
  };
  const { after } = corrected(rows, foundIn(paragraphs, lists));
  assert.deepEqual(textsOf(after), lists);
  const before = new Set(idsOf(contentOf(rows)));
  assert.equal(idsOf(after).filter((id) => !before.has(id)).length, 1);
  assertPlaces(after);
});

test("the English of what a correction has rewritten goes with it", () => {
  const rows = brought();
  for (const row of rows.values()) {
    if (row.kind === "item") row.text_en = "in English";
    if (row.kind === "key_list") row.name_en = "in English";
  }
  const paragraphs = [PARAGRAPHS[0].replace("责任不落实", "责任没有落实"), ...PARAGRAPHS.slice(1)];
  const lists = { ...LISTS, 三个不放过: LISTS.三个不放过.with(1, "责任没有落实不放过") };
  const { after } = corrected(rows, foundIn(paragraphs, lists));
  const [{ key_list, items }] = after.lists;
  assert.deepEqual(
    items.map((item) => /** @type {any} */ (item).text_en),
    ["in English", "", "in English"],
  );
  assert.equal(key_list.name_en, "in English");
});

test("a change that the learner does not take leaves the words and still knows the place", () => {
  const rows = brought();
  const paragraphs = [PARAGRAPHS[0].replace("责任不落实", "责任没有落实"), ...PARAGRAPHS.slice(1)];
  const lists = { ...LISTS, 三个不放过: LISTS.三个不放过.with(1, "责任没有落实不放过") };
  const { after } = corrected(rows, foundIn(paragraphs, lists), (draft) =>
    withList(draft, draft.lists[0].key, { keep: false }),
  );
  assert.deepEqual(textsOf(after), LISTS);
  assertPlaces(after);
});

test("the speech of a deck made by hand is attached to it: no list twice, no word changed", () => {
  const rows = new Map();
  for (const [id, row] of brought()) {
    if (row.kind === "speech" || row.kind === "paragraph") continue;
    rows.set(id, row.kind === "item" ? { ...row, source: null } : row);
  }
  const [first] = contentOf(rows).lists[0].items;
  rows.set(first.id, { ...first, text: "隐患没查清不放过" });
  const found = foundIn(PARAGRAPHS, { ...LISTS, 另一组: ["隐患", "责任"] });
  const draft = draftOf(found);
  const apart = contentOf(brought(["甲。", "乙。"], { 天干: ["甲", "乙"], 别的: ["丙", "丁"] }));
  assert.equal(deckOfSpeech([apart, contentOf(rows)], draft), contentOf(rows).deck.id);
  assert.equal(deckOfSpeech([apart], draft), null);
  const { after } = corrected(rows, found);
  assert.deepEqual(textsOf(after), textsOf(contentOf(rows)));
  assert.deepEqual(idsOf(after), idsOf(contentOf(rows)));
  assert.equal(after.speech?.title, "防汛讲话");
  assert.ok(after.lists.slice(1).every(({ items }) => items.every(({ source }) => source)));
});

test("a paragraph too long for one value is divided, and items are found in its pieces", () => {
  const long = `先说黑、白两件事。${"今天天气很好。".repeat(4000)}要守住河道、水库、涵洞、危房四个重点。`;
  const content = contentOf(brought([long], { 两件事: ["黑", "白"], 四个重点: LISTS.四个重点 }));
  assert.ok(content.paragraphs.length > 1);
  for (const { text } of content.paragraphs) assert.ok(JSON.stringify(text).length * 3 < 65_536);
  assert.equal(content.paragraphs.map(({ text }) => text).join(""), long);
  assertPlaces(content);
});

test("what the learner deleted or left out does not come back with a correction", () => {
  const rows = brought();
  const { lists } = contentOf(rows);
  const [deletedItem, deletedList] = [lists[0].items[2], lists[1].key_list];
  rows.set(deletedItem.id, { ...deletedItem, deleted: true });
  rows.set(deletedList.id, { ...deletedList, deleted: true });
  const paragraphs = [PARAGRAPHS[0].replace("责任不落实", "责任没有落实"), ...PARAGRAPHS.slice(1)];
  const found = { ...LISTS, 三个不放过: LISTS.三个不放过.with(1, "责任没有落实不放过") };
  const { after } = corrected(rows, foundIn(paragraphs, found));
  assert.deepEqual(textsOf(after), {
    三个不放过: ["隐患不查清不放过", "责任没有落实不放过"],
    四个必须: LISTS.四个必须,
  });
});

test("where learner and text both changed an item, the learner's wording stays", () => {
  const rows = brought();
  const item = contentOf(rows).lists[0].items[1];
  rows.set(item.id, { ...item, text: "责任不落实，不放过！要记住" });
  const paragraphs = [PARAGRAPHS[0].replace("责任不落实", "责任没有落实"), ...PARAGRAPHS.slice(1)];
  const lists = { ...LISTS, 三个不放过: LISTS.三个不放过.with(1, "责任没有落实不放过") };
  const { comparison, after } = corrected(rows, foundIn(paragraphs, lists));
  assert.equal(comparison.lists[0].status, "kept");
  assert.equal(after.lists[0].items[1].text, "责任不落实，不放过！要记住");
  assert.equal(after.lists[0].items[1].source?.text, "责任没有落实不放过");
  assertPlaces(after);
});

test("a place that cannot be read is no place, and the deck still takes its speech", () => {
  for (const source of [{}, [], { text: 5 }, "x"]) {
    const rows = brought();
    for (const row of rows.values()) if (row.kind === "item") row.source = source;
    const { comparison, after } = corrected(rows, foundIn(PARAGRAPHS, LISTS));
    assert.deepEqual(
      comparison.lists.map(({ status }) => status),
      ["kept", "kept", "kept"],
    );
    assertPlaces(after);
  }
});

test("a list that is found no more and lost an item is shown as changed, never as kept", () => {
  const rows = brought();
  const [first, ...rest] = PARAGRAPHS;
  const less = [first.replace("、整改不到位不放过", "").replace("三个不放过：", ""), ...rest];
  const { 四个重点, 四个必须 } = LISTS;
  const found = foundIn(less, { 四个重点, 四个必须 });
  const { comparison, after } = corrected(rows, found);
  assert.deepEqual(
    comparison.shrunk.map(({ key_list, gone }) => [key_list.name, gone.map(({ text }) => text)]),
    [["三个不放过", ["整改不到位不放过"]]],
  );
  assert.deepEqual(textsOf(after).三个不放过, ["隐患不查清不放过", "责任不落实不放过"]);
  const [id] = comparison.shrunk[0].gone.map((item) => item.id);
  const refused = corrected(rows, found, (draft) => wantChange(draft, id, false));
  assert.deepEqual(textsOf(refused.after), LISTS);
});

test("single changes of a list are refused, the others are made", () => {
  const rows = brought();
  const [first, second, third] = PARAGRAPHS;
  const text = [first, second.replace("涵洞、危房四个", "大坝、涵洞、危楼四个"), third];
  const found = foundIn(text, { ...LISTS, 四个重点: ["河道", "水库", "大坝", "涵洞", "危楼"] });
  const whole = corrected(rows, found);
  assert.deepEqual(textsOf(whole.after).四个重点, ["河道", "水库", "大坝", "涵洞", "危楼"]);
  const list = whole.comparison.lists.find((each) => each.key_list?.name === "四个重点");
  const added = list?.items.find(({ status }) => status === "new")?.key ?? "";
  const reworded = list?.items.find(({ status }) => status === "changed")?.item?.id ?? "";
  const without = (/** @type {string} */ id) =>
    textsOf(corrected(rows, found, (draft) => wantChange(draft, id, false)).after).四个重点;
  assert.deepEqual(without(added), ["河道", "水库", "涵洞", "危楼"]);
  assert.deepEqual(without(reworded), ["河道", "水库", "大坝", "涵洞", "危房"]);
});
