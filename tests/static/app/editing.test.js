// @ts-check
// A learner edits without a network and without an account.
import assert from "node:assert/strict";
import test from "node:test";
import * as actions from "../../../static/src/app/actions.js";
import * as editing from "../../../static/src/app/editing.js";
import { running, setRunning } from "../../../static/src/app/running.js";
import * as state from "../../../static/src/app/state.js";
import { reveal } from "../../../static/src/study/recital.js";
import { rows } from "../db/fresh.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { once, openPage } from "./page.js";

/** @param {string} key_list_id */
const textsOf = async (key_list_id) =>
  (await actions.readKeyList(key_list_id))?.items.map(({ text }) => text);

test("a learner edits", async (t) => {
  openPage(t, [deckFile(COLOURS)]);
  t.after(async () => {
    await running().syncer.stop();
    running().tabs.close();
    await running().database.close();
    setRunning(null);
  });
  await actions.openApp();
  await once(state.storageStatus, (status) => status !== null);
  const lists = () => rows(running().database, "key_lists");
  const rainbow = (await lists()).find(({ name }) => name === "彩虹").id;

  await t.test("a deck of one's own, with a list, its items and their order", async () => {
    const deck_id = await editing.addDeck(" 我的 ");
    const list_id = await editing.addKeyList(deck_id, "四季");
    for (const text of ["春", "秋", "夏"]) await editing.addItem(list_id, text);
    const content = await actions.readKeyList(list_id);
    const summer = content?.items[2];
    await editing.move("item", content?.items ?? [], summer?.id ?? "", 1);
    assert.deepEqual(await textsOf(list_id), ["春", "夏", "秋"]);
    assert.equal((await editing.readDeck(deck_id))?.deck.title, "我的");
    const { deck, count } = (await editing.readDecks()).at(-1) ?? {};
    assert.deepEqual([deck?.id, count], [deck_id, 1]);
  });

  await t.test("a plain question is a list of one item and can be recited", async () => {
    const deck_id = (await editing.readDecks()).at(-1)?.deck.id ?? "";
    const id = await editing.addQuestion(deck_id, { question: "首都是哪里", answer: "北京" });
    assert.deepEqual(await textsOf(id), ["北京"]);
    const recital = await actions.beginRecital(id);
    assert.equal(recital.places.length, 1);
  });

  await t.test("a typo fix keeps the history of the card", async () => {
    const recital = reveal(await actions.beginRecital(rainbow));
    await actions.answer(recital, 3);
    const { item } = recital.places[0];
    const before = (await actions.readKeyList(rainbow))?.states;
    await editing.editField("item", item.id, "text", "红色");
    const after = await actions.readKeyList(rainbow);
    assert.equal(after?.items[0].text, "红色");
    assert.deepEqual(after?.states, before);
    assert.equal(after?.states[0].card_id, item.card_id);
  });

  await t.test("the English of what was rewritten goes with it, in the same edit", async () => {
    const before = (await actions.readKeyList(rainbow))?.items[1];
    assert.ok(before?.text_en);
    const waiting = (await rows(running().database, "outbox")).length;
    await editing.editField("item", before.id, "text", "橙色");
    const after = (await actions.readKeyList(rainbow))?.items[1];
    assert.deepEqual([after?.text, after?.text_en], ["橙色", ""]);
    assert.equal(after?.detail_en, before.detail_en);
    assert.equal((await rows(running().database, "outbox")).length, waiting + 2);
    await editing.editField("item", before.id, "text", "橙");
    assert.equal((await rows(running().database, "outbox")).length, waiting + 2);
  });

  await t.test(
    "an edit that changes nothing is none, and nothing may be left without words",
    async () => {
      const waiting = (await rows(running().database, "outbox")).length;
      const { id } = (await actions.readKeyList(rainbow))?.items[0] ?? { id: "" };
      await editing.editField("item", id, "text", " 红色 ");
      await assert.rejects(editing.editField("item", id, "text", "  "), { code: "empty_text" });
      await assert.rejects(editing.addDeck(""), { code: "empty_text" });
      assert.equal((await rows(running().database, "outbox")).length, waiting);
    },
  );

  await t.test("what was deleted is listed and comes back with its history", async () => {
    const content = await actions.readKeyList(rainbow);
    const [first] = content?.items ?? [];
    await editing.deleteRecord("item", first.id);
    assert.equal((await actions.readKeyList(rainbow))?.items.length, 6);
    await editing.deleteRecord("key_list", rainbow);
    assert.equal(await actions.readKeyList(rainbow), null);
    const [latest] = await editing.listDeleted();
    // The item is not listed beside its list: it would come back to nowhere.
    assert.deepEqual(
      (await editing.listDeleted()).map(({ id }) => id),
      [rainbow],
    );
    assert.deepEqual(
      [latest.kind, latest.name, latest.within],
      ["key_list", "彩虹", "卡组 colours"],
    );
    await editing.undeleteRecord("key_list", rainbow);
    assert.deepEqual((await editing.listDeleted())[0].name, "红色");
    await editing.undeleteRecord("item", first.id);
    const back = await actions.readKeyList(rainbow);
    assert.equal(back?.items.length, 7);
    assert.deepEqual(back?.states, content?.states);
  });
});
