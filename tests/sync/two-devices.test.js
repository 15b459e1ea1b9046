// Two learners' devices against the real server: whatever both did, both end with the same.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newItem, newKeyList } from "../../static/src/decks/compose.js";
import { readLists } from "../../static/src/decks/read.js";
import { newId, SETTINGS_ID } from "../../static/src/lib/ids.js";
import { DAY_MS, Device, learnerWith, PASSWORD, syncAll } from "./device.js";
import { RealServer } from "./real-server.js";

let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

/** @param {import("./device.js").Device[]} devices */
async function assertEqual([first, ...others]) {
  const expected = await first.holdings();
  for (const device of others) assert.deepEqual(await device.holdings(), expected);
  return expected;
}

const scheduleOf = (holdings, list) =>
  holdings.schedules.find((schedule) => schedule.key_list_id === list.id);
const registerOf = (holdings, record_id, field) =>
  holdings.registers.find((each) => each.record_id === record_id && each.field === field);

test("two devices recite one list offline, and both answers count on both", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  const made = [
    ...(await phone.recite(
      list.id,
      list.items.map(() => 3),
    )),
    ...(await tablet.recite(
      list.id,
      list.items.map(() => 1),
    )),
  ];
  const before = scheduleOf(await phone.holdings(), list);

  await syncAll(devices);

  const held = await assertEqual(devices);
  assert.deepEqual(
    held.memory_states.map((state) => state.review_count),
    list.items.map(() => 2),
  );
  assert.ok(scheduleOf(held, list).due_day < before.due_day, "the other device's misses count");
  const stored = await server.do("events", { account_id });
  assert.deepEqual(stored.map((event) => event.id).sort(), made.sort());
  const n = list.items.length;
  assert.deepEqual(tablet.status.merge, { reviews: n, devices: 1, items_reviewed_on_both: n });
  assert.equal(phone.status.waiting, 0);
});

test("progress made on two devices before any account joins item by item", async () => {
  const time = { now_ms: Date.UTC(2026, 10, 23, 4) };
  const phone = await Device.fresh(server, "phone", time);
  const tablet = await Device.fresh(server, "tablet", time);
  const [list, next] = await phone.lists();
  await phone.recite(
    list.id,
    list.items.map(() => 3),
  );
  time.now_ms += 2 * DAY_MS;
  await tablet.recite(
    list.id,
    list.items.map(() => 4),
  );
  await tablet.recite(
    next.id,
    next.items.map(() => 2),
  );
  await tablet.edit("settings", SETTINGS_ID, "desired_retention", 0.9);
  assert.equal(tablet.status, undefined, "nobody has synced");

  await phone.accounts.create({ name: `joined ${newId()}`, password: PASSWORD });
  const { name } = await phone.meta("account");
  await tablet.accounts.signIn({ name, password: PASSWORD });
  await syncAll([phone, tablet]);

  const held = await assertEqual([phone, tablet]);
  assert.equal(held.events.length, 2 * list.items.length + next.items.length);
  assert.equal(registerOf(held, SETTINGS_ID, "desired_retention").value, 0.9);
});

test("edits of two fields of one item both survive; of the same field the later one", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [{ items }] = await phone.lists();
  await phone.edit("item", items[0].id, "text", "电话上的字");
  await tablet.edit("item", items[0].id, "detail", "平板上的注");
  await phone.edit("item", items[1].id, "text", "先");
  await tablet.edit("item", items[1].id, "text", "后");
  await phone.edit("item", items[2].id, "deleted", true);

  // The later edit reaches the server first: the earlier one is then superseded, not applied.
  await tablet.sync();
  await phone.sync();
  assert.equal((await phone.rows("outbox")).length, 0);
  await syncAll(devices);

  const { lists } = await assertEqual(devices);
  const [first, second, third] = lists[0].items;
  assert.deepEqual([first.text, first.detail], ["电话上的字", "平板上的注"]);
  assert.equal(second.text, "后");
  assert.equal(third.deleted, true);
});

test("a deleted list that is undeleted elsewhere has its schedule again", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await phone.recite(
    list.id,
    list.items.map(() => 3),
  );
  await phone.edit("key_list", list.id, "deleted", true);
  await syncAll(devices);
  assert.equal(scheduleOf(await assertEqual(devices), list), undefined);
  await tablet.edit("key_list", list.id, "deleted", false);
  await syncAll(devices);
  assert.ok(scheduleOf(await assertEqual(devices), list));
});

/** Make a list of one item in a deck, there or not, and recite it. */
async function makeList(device, deck_id) {
  const [key_list_id, item_id] = [newId(), newId()];
  await device.editAll([
    ...newKeyList(key_list_id, { deck_id, name: "自加", position: 99 }),
    ...newItem(item_id, { key_list_id, text: "一条", position: 0 }),
  ]);
  await device.recite(key_list_id, [3]);
  return key_list_id;
}

/** What a page lists: the titles of the decks by the ids of their lists. */
const shownOn = async (device) =>
  new Map(
    (await device.database.read(["decks", "key_lists"], readLists)).map(({ key_list, deck }) => [
      ...[key_list.id, deck.title],
    ]),
  );

test("a list added to a deck that another device deletes meanwhile comes back with the deck", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [{ deck_id }] = await phone.lists();
  await phone.edit("deck", deck_id, "deleted", true);
  const id = await makeList(tablet, deck_id);
  await syncAll(devices);
  assert.equal(scheduleOf(await assertEqual(devices), { id }), undefined);
  for (const device of devices) assert.equal((await shownOn(device)).has(id), false);
  await phone.edit("deck", deck_id, "deleted", false);
  await syncAll(devices);
  assert.ok(scheduleOf(await assertEqual(devices), { id }));
  for (const device of devices) assert.ok((await shownOn(device)).get(id));
});

test("a list whose deck is nowhere is shown all the same", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const id = await makeList(tablet, newId());
  await syncAll(devices);
  assert.ok(scheduleOf(await assertEqual(devices), { id }));
  assert.equal((await shownOn(phone)).get(id), "");
});

test("a card reviewed on three offline devices counts three times, in one state", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet", "laptop"]);
  const [phone, tablet, laptop] = devices;
  const [list] = await phone.lists();
  await laptop.recite(list.id, [1]);
  phone.time.now_ms += 3 * DAY_MS;
  await phone.recite(list.id, [3]);
  phone.time.now_ms += 2 * DAY_MS;
  await tablet.recite(list.id, [2]);
  await syncAll([tablet, laptop, phone]);
  const { events, memory_states } = await assertEqual(devices);
  assert.equal(events.length, 3);
  assert.deepEqual(
    memory_states.map(({ review_count, last_rating }) => [review_count, last_rating]),
    [[3, 2]],
  );
});

for (const first of ["the target", "the undo"]) {
  test(`an undo takes back another device's review when ${first} arrives first`, async () => {
    const { devices } = await learnerWith(server, ["phone", "tablet", "laptop"]);
    const [phone, tablet, laptop] = devices;
    const [list] = await phone.lists();
    const [event_id] = await phone.recite(list.id, [1]);
    const { card_id } = list.items[0];
    if (first === "the target") await syncAll([phone, tablet, laptop]);
    // Whoever undoes has seen the target; here it has, by word of mouth, before the server has.
    await tablet.undo({ event_id, card_id });
    await tablet.sync();
    await laptop.sync();
    await syncAll(devices);
    const held = await assertEqual(devices);
    assert.deepEqual(held.memory_states, []);
    assert.equal(held.events.length, 2);
  });
}

for (const [words, skew_ms] of [
  ["a year ahead", 365 * DAY_MS],
  ["a year behind", -365 * DAY_MS],
  ["at 1970", -Date.UTC(2026, 10, 23, 4)],
]) {
  test(`a clock ${words} moves no other device and is told to its own`, async () => {
    const { devices, time } = await learnerWith(server, ["phone", "wrong"]);
    const [phone, wrong] = devices;
    wrong.skew_ms = skew_ms;
    const [list] = await phone.lists();
    await wrong.recite(
      list.id,
      list.items.map(() => 3),
    );
    await wrong.edit("item", list.items[0].id, "text", "慢钟或快钟");
    await syncAll(devices);

    const today = Math.floor((time.now_ms + 8 * 3_600_000 - 4 * 3_600_000) / DAY_MS);
    const held = await assertEqual(devices);
    assert.ok(held.memory_states.every((state) => state.last_study_day === today));
    assert.ok(Math.abs(wrong.status.clock_skew_ms + skew_ms) < 120_000);
    assert.equal(phone.status.clock_skew_ms, 0);

    // A later edit of the honest device wins, and then one of the wrong one, which has seen it.
    await phone.edit("item", list.items[0].id, "text", "准");
    await syncAll(devices);
    assert.equal((await assertEqual(devices)).lists[0].items[0].text, "准");
    await wrong.edit("item", list.items[0].id, "text", "又改");
    await syncAll(devices);
    assert.equal((await assertEqual(devices)).lists[0].items[0].text, "又改");
  });
}

test("events and edits of kinds that this version does not know survive a round trip", async () => {
  const { devices, account_id } = await learnerWith(server, ["newer", "older", "third"]);
  const [newer, older] = devices;
  const [list] = await newer.lists();
  const { device_id } = await newer.meta("device");
  const event = {
    ...{ event_id: newId(), kind: "snooze", occurred_at_ms: newer.now(), device_id, dev_seq: 1 },
    ...{ utc_offset_minutes: 480, rollover_hour: 4, until: { day: 20_800, why: ["忙"] } },
  };
  const register = {
    ...{ op_id: newId(), kind: "mnemonic", record_id: newId(), field: "picture", device_id },
    ...{ value: { strokes: [1, 2.5, -3], 题: "山" }, hlc: "001795406400000-00000", colour: "red" },
  };
  await newer.database.write(["events", "registers", "outbox"], async (tx) => {
    await tx.objectStore("events").put(event);
    await tx.objectStore("registers").put(register);
    const row = { queued_at_ms: 0 };
    await tx.objectStore("outbox").put({ ...row, id: event.event_id, type: "event", order: 1 });
    await tx.objectStore("outbox").put({
      ...{ ...row, id: register.op_id, type: "edit", order: register.hlc },
      ...{ record_id: register.record_id, field: register.field },
    });
  });
  await syncAll(devices);
  const held = await assertEqual(devices);
  const { effective_at_ms, ...kept } = held.events[0];
  assert.deepEqual(kept, event);
  assert.deepEqual(held.registers[0], register);

  // The older device passes them on to a server that has lost them.
  await server.do("new_epoch", { account_id });
  await older.recite(list.id, [3]);
  await syncAll(devices);
  assert.deepEqual((await assertEqual(devices)).registers, [register]);
  assert.equal(older.status.rejected, 0);
  assert.equal(older.status.code, null);
});
