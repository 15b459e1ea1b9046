// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parse, tick } from "../../../static/src/db/hlc.js";
import { EDIT_STORES, edit, editAll, mergeEdits } from "../../../static/src/decks/edits.js";
import { storeDeckFile } from "../../../static/src/decks/library.js";
import { newId, PARAMETERS_ID, SETTINGS_ID } from "../../../static/src/lib/ids.js";
import { DEFAULT_PARAMETERS } from "../../../static/src/scheduling/parameters.js";
import { rebuildAll, rebuildIfNeeded } from "../../../static/src/study/rebuild.js";
import { derived, freshDatabase, rows } from "../db/fresh.js";
import { DAY_MS, EVENING, madeEdit } from "../db/records.js";
import { listNamed, recite } from "../study/reciting.js";
import { COLOURS, deckFile } from "./deck-file.js";

async function studied() {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  await recite(database, "三原色", { 绿: 1 });
  await recite(database, "黑白");
  return database;
}

/** @param {any} database @param {string} text */
const itemNamed = async (database, text) =>
  (await rows(database, "items")).find((item) => item.text === text);

/** @param {any} database @param {any[]} edits @param {number} [now_ms] */
const merge = (database, edits, now_ms = EVENING.now_ms) =>
  database.write(EDIT_STORES, (/** @type {any} */ tx) => mergeEdits(tx, edits, now_ms));

test("an edit is register, outbox row and what is shown, at once", async () => {
  const database = await studied();
  const { id } = await itemNamed(database, "绿");
  const made = await edit(
    database,
    { kind: "item", record_id: id, field: "text", value: "青" },
    EVENING,
  );
  assert.equal(made.hlc, tick(null, EVENING.now_ms));
  assert.deepEqual(await rows(database, "registers"), [made]);
  const waiting = (await rows(database, "outbox")).find((row) => row.id === made.op_id);
  assert.deepEqual(waiting, {
    ...{ id: made.op_id, type: "edit", order: made.hlc, queued_at_ms: EVENING.now_ms },
    ...{ record_id: id, field: "text" },
  });
  assert.equal((await itemNamed(database, "青")).id, id);
});

test("an edit of this device wins over what it replaces, with any clock", async () => {
  const database = await studied();
  const { id } = await itemNamed(database, "绿");
  const ahead = tick(null, EVENING.now_ms + 30 * DAY_MS);
  await merge(database, [madeEdit({ record_id: id, value: "未来", hlc: ahead })]);
  for (const now_ms of [EVENING.now_ms, 0, -5, 2 ** 53]) {
    const value = `在${now_ms}`;
    await edit(
      database,
      { kind: "item", record_id: id, field: "text", value },
      { ...EVENING, now_ms },
    );
    assert.equal((await rows(database, "items")).find((item) => item.id === id).text, value);
  }
});

test("once a wrong clock is set right, later stamps are right again", async () => {
  const database = await studied();
  const [red, green] = [await itemNamed(database, "红"), await itemNamed(database, "绿")];
  const wrong = { ...EVENING, now_ms: EVENING.now_ms + 3650 * DAY_MS };
  const change = { kind: /** @type {const} */ ("item"), field: "text", value: "改" };
  await edit(database, { ...change, record_id: red.id }, wrong);
  const made = await edit(database, { ...change, record_id: green.id }, EVENING);
  assert.equal(parse(made.hlc)?.wall_ms, EVENING.now_ms);
});

test("a deleted item leaves its list, which is scheduled by the others; undeleting restores all", async () => {
  const database = await studied();
  const before = await derived(database);
  const { id, card_id } = await itemNamed(database, "绿");
  const change = { kind: /** @type {const} */ ("item"), record_id: id, field: "deleted" };
  await edit(database, { ...change, value: true }, EVENING);
  const after = await derived(database);
  const state = after.memory_states.find((row) => row.card_id === card_id);
  assert.ok(state && !("key_list_id" in state), "its memory stays, outside of the list");
  assert.notDeepEqual(after.schedules, before.schedules);
  await edit(database, { ...change, value: false }, EVENING);
  assert.deepEqual(await derived(database), before);
});

test("deleting a list or its deck takes it out of the schedule, and back", async () => {
  const database = await studied();
  const before = await derived(database);
  const key_list = await listNamed(database, "三原色");
  const [deck] = await rows(database, "decks");
  await edit(
    database,
    { kind: "key_list", record_id: key_list, field: "deleted", value: true },
    EVENING,
  );
  assert.equal((await rows(database, "schedules")).length, 1);
  await edit(
    database,
    { kind: "deck", record_id: deck.id, field: "deleted", value: true },
    EVENING,
  );
  assert.equal((await rows(database, "schedules")).length, 0);
  await edit(
    database,
    { kind: "deck", record_id: deck.id, field: "deleted", value: false },
    EVENING,
  );
  await edit(
    database,
    { kind: "key_list", record_id: key_list, field: "deleted", value: false },
    EVENING,
  );
  assert.deepEqual(await derived(database), before);
});

test("an item that moves to another list takes its memory along", async () => {
  const database = await studied();
  const { id, card_id } = await itemNamed(database, "绿");
  const to = await listNamed(database, "国旗底色");
  await edit(database, { kind: "item", record_id: id, field: "key_list_id", value: to }, EVENING);
  const { memory_states, schedules } = await derived(database);
  assert.equal(memory_states.find((row) => row.card_id === card_id).key_list_id, to);
  assert.ok(schedules.some((row) => row.key_list_id === to));
  await rebuildAll(database);
  assert.deepEqual(await derived(database), { memory_states, schedules });
});

test("a list made elsewhere appears once its edits are there, in any order of arrival", async () => {
  const [deck, list, item] = [newId(), newId(), newId()];
  const edits = [
    madeEdit({ kind: "deck", record_id: deck, field: "title", value: "我的" }),
    madeEdit({ kind: "key_list", record_id: list, field: "deck_id", value: deck }),
    madeEdit({ kind: "key_list", record_id: list, field: "name", value: "两点" }),
    madeEdit({ kind: "item", record_id: item, field: "key_list_id", value: list }),
    madeEdit({ kind: "item", record_id: item, field: "text", value: "一点" }),
  ];
  const shuffled = fc.shuffledSubarray(edits, { minLength: edits.length });
  await fc.assert(
    fc.asyncProperty(shuffled, async (arriving) => {
      const database = await freshDatabase();
      for (const each of arriving) await merge(database, [each]);
      assert.equal((await rows(database, "decks"))[0].title, "我的");
      assert.equal((await rows(database, "key_lists"))[0].name, "两点");
      assert.deepEqual(
        (await rows(database, "items")).map((row) => [row.text, row.key_list_id]),
        [["一点", list]],
      );
    }),
    { numRuns: 20 },
  );
});

test("any order of the same edits ends in the same registers and records", async () => {
  const [{ id: record_id }] = deckFile(COLOURS).key_lists[0].items;
  const field = fc.constantFrom("text", "detail", "deleted", "position");
  const value = fc.constantFrom("甲", "乙", true, false, 3, null);
  const hlc = fc.constantFrom(...[0, 1, 2].map((count) => `001766000000000-0000${count}`));
  const made = fc.record({ field, value, hlc, device_id: fc.constantFrom("a", "b") });
  const edits = fc.array(
    made.map((each) => madeEdit({ ...each, record_id })),
    { maxLength: 8 },
  );
  const both = edits.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  await fc.assert(
    fc.asyncProperty(both, async ([one, other]) => {
      const [a, b] = await Promise.all([freshDatabase(), freshDatabase()]);
      for (const [database, all] of /** @type {const} */ ([
        [a, one],
        [b, other],
      ])) {
        await storeDeckFile(database, deckFile(COLOURS));
        for (const each of all) await merge(database, [each]);
      }
      assert.deepEqual(await rows(a, "registers"), await rows(b, "registers"));
      assert.deepEqual(await rows(a, "items"), await rows(b, "items"));
    }),
    { numRuns: 25 },
  );
});

test("a higher desired retention makes lists due earlier, at once", async () => {
  const database = await studied();
  const before = await rows(database, "schedules");
  const change = { kind: /** @type {const} */ ("settings"), record_id: SETTINGS_ID };
  await edit(database, { ...change, field: "desired_retention", value: 0.96 }, EVENING);
  const after = await rows(database, "schedules");
  assert.ok(after.every((row, index) => row.due_day <= before[index].due_day));
  assert.ok(after.some((row, index) => row.due_day < before[index].due_day));
});

test("other parameters rebuild every state, also when they come from another device", async () => {
  const database = await studied();
  const before = await derived(database);
  const values = DEFAULT_PARAMETERS.values.map((each, index) => (index === 2 ? each * 2 : each));
  const parameters = {
    ...{ kind: /** @type {const} */ ("parameters"), record_id: PARAMETERS_ID, field: "fitted" },
  };
  await merge(database, [madeEdit({ ...parameters, value: { model: "FSRS-6", values } })]);
  assert.equal(await rebuildIfNeeded(database), true);
  assert.equal(await rebuildIfNeeded(database), false);
  const after = await derived(database);
  assert.ok(
    after.memory_states.some(
      (row, index) => row.stability !== before.memory_states[index].stability,
    ),
  );
  const ofTheFuture = { model: "FSRS-9", values };
  await merge(database, [
    madeEdit({ ...parameters, value: ofTheFuture, hlc: "001766000000000-00001" }),
  ]);
  await rebuildIfNeeded(database);
  assert.deepEqual(await derived(database), before, "a model of the future counts as none");
});

test("an edit that loses changes nothing that is shown", async () => {
  const database = await studied();
  const { id } = await itemNamed(database, "绿");
  await edit(database, { kind: "item", record_id: id, field: "text", value: "新" }, EVENING);
  const won = await merge(database, [
    madeEdit({ record_id: id, value: "旧", hlc: "000000000000001-00000" }),
  ]);
  assert.deepEqual(won, []);
  assert.ok(await itemNamed(database, "新"));
});

test("several fields are set all or none, each after the one before", async () => {
  const database = await studied();
  const { id } = await itemNamed(database, "绿");
  const changes = ["text", "detail", "position"].map((field) => ({
    ...{ kind: /** @type {const} */ ("item"), record_id: id, field },
    value: field === "position" ? 7 : field,
  }));
  const made = await editAll(database, changes, EVENING);
  assert.deepEqual(
    made.map(({ hlc }) => parse(hlc)?.counter),
    [0, 1, 2],
  );
  const before = await rows(database, "registers");
  const failing = editAll(database, [{ ...changes[0], value: "别的" }], EVENING, async (tx) => {
    await tx.objectStore("meta").get("hlc");
    throw new Error("also");
  });
  await assert.rejects(failing, /also/);
  assert.deepEqual(await rows(database, "registers"), before);
  assert.equal((await itemNamed(database, "text")).position, 7);
});
