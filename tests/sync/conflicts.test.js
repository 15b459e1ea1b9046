// What two devices did offline and then sync, row by row of the table in docs/sync.md; the rows are
// those that were measured on Anki. Where progress is merged, a third device did everything itself:
// it must hold the same memory states and due days.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { newId, SETTINGS_ID } from "../../static/src/lib/ids.js";
import { DAY_MS, Device, learnerWith, syncAll } from "./device.js";
import { RealServer } from "./real-server.js";

let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

/** Names begin with the row's words, to the colon. @type {string[]} */
const named = [];
function conflict(name, work) {
  named.push(name);
  test(name, work);
}

const HOUR_MS = 3_600_000;
const [AGAIN, GOOD] = [1, 3];

/** Two devices of one account, and one that knows neither account nor network. */
async function twoAndOne() {
  const learner = await learnerWith(server, ["A", "B"]);
  const [A, B] = learner.devices;
  const alone = await Device.fresh(server, "alone", learner.time);
  return { ...learner, A, B, alone, lists: await alone.lists() };
}

/**
 * Let things happen, each on its device and on the one that is alone, then sync, later device first
 * or last, and compare.
 * @param {[string, number, (device: Device, lists: any[]) => Promise<unknown>][]} acts device, wait, act
 */
async function mergedLikeOneDevice(acts) {
  for (const order of ["A first", "B first"]) {
    const world = await twoAndOne();
    for (const [name, wait_ms, act] of acts) {
      world.time.now_ms += wait_ms;
      const at_ms = world.time.now_ms;
      await act(world.alone, world.lists);
      world.time.now_ms = at_ms;
      await act(world[name], world.lists);
    }
    await syncAll(order === "A first" ? [world.A, world.B] : [world.B, world.A]);
    const held = await assertAlike(world);
    const expected = await world.alone.holdings();
    assert.deepEqual(held.memory_states, expected.memory_states, order);
    assert.deepEqual(held.schedules, expected.schedules, order);
    assert.equal(held.events.length, expected.events.length);
  }
}

/** Both devices and the server hold the same, nothing waits, nothing failed. */
async function assertAlike({ A, B, account_id }) {
  const held = await A.holdings();
  assert.deepEqual(await B.holdings(), held);
  for (const device of [A, B]) {
    assert.equal(device.status.phase, "idle");
    assert.deepEqual(await device.rows("outbox"), []);
  }
  const stored = (await server.do("events", { account_id })).map((event) => event.id).sort();
  assert.deepEqual(
    stored,
    held.events.map((event) => event.event_id),
  );
  return held;
}

/** Answer the first item of the n-th list. */
const answer = (n, rating) => (device, lists) => device.recite(lists[n].id, [rating]);

conflict("different cards: both are kept", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, GOOD)],
    ["B", 1_000, answer(1, AGAIN)],
  ]),
);

conflict("the same card on A, later on B: both reviews count", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, GOOD)],
    ["B", HOUR_MS, answer(0, GOOD)],
  ]),
);

conflict("Again on A, 1.2 s later Good on B: the lapse counts", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, AGAIN)],
    ["B", 1_200, answer(0, GOOD)],
  ]),
);

conflict("Again on A 10 days ago, Good on B today: the state is that of the whole history", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, AGAIN)],
    ["B", 10 * DAY_MS, answer(0, GOOD)],
  ]),
);

conflict("Good on A 10 days ago, Good on B today: the state is that of the whole history", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, GOOD)],
    ["B", 10 * DAY_MS, answer(0, GOOD)],
  ]),
);

conflict("Good on A 10 days ago, Again on B today: the state is that of the whole history", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, GOOD)],
    ["B", 10 * DAY_MS, answer(0, AGAIN)],
  ]),
);

conflict(
  "forty on A, forty on B, twenty of them the same: eighty reviews, and each counts",
  async () => {
    const world = await twoAndOne();
    const { A, B, alone, lists, time } = world;
    const ranges = listsOfTwenty(lists);
    for (const [device, parts, rating] of [
      [A, [0, 1], AGAIN],
      [B, [1, 2], GOOD],
    ]) {
      for (const { id, count } of parts.flatMap((part) => ranges[part])) {
        const at_ms = time.now_ms;
        const ratings = Array.from({ length: count }, () => rating);
        await alone.recite(id, ratings);
        time.now_ms = at_ms;
        await device.recite(id, ratings);
      }
    }
    await syncAll([A, B]);
    const held = await assertAlike(world);
    assert.equal(held.events.length, 80);
    assert.deepEqual(held.memory_states, (await alone.holdings()).memory_states);
    const both = held.memory_states.filter((state) => state.review_count === 2);
    assert.equal(both.length, 20);
    assert.equal(B.status.merge.items_reviewed_on_both, 20);
  },
);

/** Three times twenty items: lists with how many of their first items. */
function listsOfTwenty(lists) {
  const parts = [[]];
  let left = 20;
  for (const { id, items } of lists) {
    if (parts.length > 3) break;
    const count = Math.min(left, items.length);
    if (count > 0) parts.at(-1).push({ id, count });
    left -= count;
    if (left === 0) {
      parts.push([]);
      left = 20;
    }
  }
  assert.ok(parts.length > 3, "the starter deck has sixty items");
  return parts;
}

conflict("does the next answer repair it: there is nothing to repair", () =>
  mergedLikeOneDevice([
    ["A", 0, answer(0, AGAIN)],
    ["B", HOUR_MS, answer(0, GOOD)],
    ["A", DAY_MS, (device) => (device.name === "alone" ? null : device.sync())],
    ["B", 0, (device) => (device.name === "alone" ? null : device.sync())],
    ["A", 0, (device) => (device.name === "alone" ? null : device.sync())],
    ["A", DAY_MS, answer(0, GOOD)],
  ]),
);

conflict(
  "the clock of B is 1 h ahead and B answered earlier: the order is the true one",
  async () => {
    const world = await twoAndOne();
    const { A, B, lists, time } = world;
    B.skew_ms = HOUR_MS;
    const [first] = await B.recite(lists[0].id, [GOOD]);
    time.now_ms += 600_000;
    const [second] = await A.recite(lists[0].id, [AGAIN]);
    await syncAll([A, B]);
    const { events, memory_states } = await assertAlike(world);
    const at = (id) => events.find((event) => event.event_id === id).effective_at_ms;
    assert.ok(at(first) < at(second));
    assert.equal(memory_states[0].last_rating, AGAIN, "A's answer is the last one");
  },
);

conflict(
  "the same card in the same second, even the same millisecond: it converges, both count",
  async () => {
    const world = await twoAndOne();
    const { A, B, lists, time } = world;
    const at_ms = time.now_ms;
    await A.recite(lists[0].id, [GOOD]);
    time.now_ms = at_ms;
    await B.recite(lists[0].id, [AGAIN]);
    await syncAll([A, B]);
    const { memory_states } = await assertAlike(world);
    assert.equal(memory_states[0].review_count, 2);
  },
);

conflict("two different cards in the same millisecond: both reviews are kept", async () => {
  const world = await twoAndOne();
  const { A, B, lists, time } = world;
  const at_ms = time.now_ms;
  await A.recite(lists[0].id, [GOOD]);
  time.now_ms = at_ms;
  await B.recite(lists[1].id, [GOOD]);
  await syncAll([A, B]);
  const { events } = await assertAlike(world);
  assert.equal(new Set(events.map((event) => event.card_id)).size, 2);
});

conflict(
  "two reviews with one id, forced: the first is kept, the second stays and is told",
  async () => {
    const { A, B, lists, account_id } = await twoAndOne();
    const [event_id] = await A.recite(lists[0].id, [GOOD]);
    const [other] = await B.recite(lists[1].id, [AGAIN]);
    await B.database.write(["events", "outbox"], async (tx) => {
      for (const [store, key] of [
        ["events", "event_id"],
        ["outbox", "id"],
      ]) {
        const row = await tx.objectStore(store).get(other);
        await tx.objectStore(store).delete(other);
        await tx.objectStore(store).put({ ...row, [key]: event_id });
      }
    });
    await syncAll([A, B]);
    assert.equal(B.status.rejected, 1);
    assert.equal((await B.rows("outbox"))[0].rejected.code, "event_id_reused");
    assert.equal((await B.rows("events"))[0].rating, AGAIN);
    const [stored, ...more] = await server.do("events", { account_id });
    assert.deepEqual([stored.rating, more.length], [GOOD, 0]);
  },
);

for (const [first, later] of [
  ["A", "B"],
  ["B", "A"],
]) {
  conflict(
    `one field of an item on one, later another on the other: both survive (${first} first)`,
    async () => {
      const world = await twoAndOne();
      const [{ items }] = world.lists;
      await world[first].edit("item", items[0].id, "text", "甲");
      await world[later].edit("item", items[0].id, "detail", "乙");
      await syncAll([world.A, world.B]);
      const [{ text, detail }] = (await assertAlike(world)).lists[0].items;
      assert.deepEqual([text, detail], ["甲", "乙"]);
    },
  );
}

conflict("one field in the same millisecond on both: all agree on one of the two", async () => {
  const world = await twoAndOne();
  const { A, B, lists, time } = world;
  const at_ms = time.now_ms;
  const stamps = [];
  for (const device of [A, B]) {
    time.now_ms = at_ms;
    stamps.push(await device.edit("item", lists[0].items[0].id, "text", `在 ${device.name} 上`));
  }
  assert.equal(stamps[0].hlc, stamps[1].hlc);
  await syncAll([A, B]);
  const greater = stamps[0].device_id > stamps[1].device_id ? stamps[0] : stamps[1];
  assert.equal((await assertAlike(world)).lists[0].items[0].text, greater.value);
});

test("an edit that loses takes the value that holds the field from its acknowledgement", async () => {
  const { A, B, lists } = await twoAndOne();
  await A.edit("item", lists[0].items[0].id, "text", "先");
  await B.edit("item", lists[0].items[0].id, "text", "后");
  await B.sync();
  A.network = async (path, init) => {
    const response = await A.request(path, init);
    if (path !== "/api/sync") return response;
    // A page that ended before the winner's row.
    const said = { ...(await response.json()), edits: [], next_cursor: 0 };
    return Response.json(said);
  };
  await A.sync();
  assert.equal((await A.lists())[0].items[0].text, "后");
});

test("a clock that is behind stamps its next edit after what it has seen from others", async () => {
  const { A, B, lists } = await twoAndOne();
  B.skew_ms = -30_000;
  const seen = await A.edit("item", lists[0].items[0].id, "text", "甲");
  await syncAll([A, B]);
  const made = await B.edit("item", lists[0].items[1].id, "text", "乙");
  assert.ok(made.hlc > seen.hlc, "an edit made after another comes after it, in any field");
});

test("a field edited again while its first edit is on the way: sync goes on, the later one wins", async () => {
  const world = await twoAndOne();
  const { A, B, lists } = world;
  const { id } = lists[0].items[0];
  await A.edit("item", id, "text", "一");
  A.network = async (path, init) => {
    A.network = (...again) => A.request(...again);
    const response = await A.request(path, init);
    await A.edit("item", id, "text", "二");
    return response;
  };
  assert.equal((await A.sync()).phase, "idle");
  await syncAll([A, B]);
  assert.equal((await assertAlike(world)).lists[0].items[0].text, "二");
});

conflict("A edits an item, B reviews its card: both are kept", async () => {
  const world = await twoAndOne();
  const { A, B, lists } = world;
  await A.edit("item", lists[0].items[0].id, "text", "改");
  await B.recite(lists[0].id, [GOOD]);
  await syncAll([A, B]);
  const held = await assertAlike(world);
  assert.equal(held.lists[0].items[0].text, "改");
  assert.equal(held.memory_states[0].review_count, 1);
});

conflict(
  "A reviews, then B takes the list out of study: it rests, and the review counts on return",
  () =>
    mergedLikeOneDevice([
      ["A", 0, answer(0, GOOD)],
      ["B", HOUR_MS, (device, lists) => device.edit("key_list", lists[0].id, "deleted", true)],
      ["B", HOUR_MS, (device, lists) => device.edit("key_list", lists[0].id, "deleted", false)],
    ]),
);

conflict("A reviews, then B marks the item: the mark and the review are kept", async () => {
  const world = await twoAndOne();
  const { A, B, lists } = world;
  await A.recite(lists[0].id, [GOOD]);
  await B.edit("item", lists[0].items[0].id, "detail", "★");
  await syncAll([A, B]);
  const held = await assertAlike(world);
  assert.equal(held.lists[0].items[0].detail, "★");
  assert.equal(held.memory_states[0].review_count, 1);
});

for (const when of ["before", "after"]) {
  conflict(
    `A deletes an item, B edits and reviews it: it is deleted, and comes back with all (${when})`,
    async () => {
      const world = await twoAndOne();
      const { A, B, lists } = world;
      const { id } = lists[0].items[0];
      const onA = () => A.edit("item", id, "deleted", true);
      const onB = async () => {
        await B.recite(lists[0].id, [GOOD]);
        await B.edit("item", id, "text", "还在");
      };
      for (const act of when === "before" ? [onB, onA] : [onA, onB]) await act();
      await syncAll([A, B]);
      let held = await assertAlike(world);
      assert.equal(held.lists[0].items[0].deleted, true);
      assert.deepEqual(held.schedules, []);
      await B.edit("item", id, "deleted", false);
      await syncAll([B, A]);
      held = await assertAlike(world);
      assert.deepEqual([held.lists[0].items[0].text, held.events.length], ["还在", 1]);
      assert.equal(held.schedules.length, 1);
    },
  );
}

conflict(
  "A has a field that B does not know and 3 reviews, B has 5: all 8 and the field are kept",
  async () => {
    const world = await twoAndOne();
    const { A, B, lists } = world;
    const { id } = lists[0].items[0];
    await A.edit("item", id, "mnemonic", { picture: "山" });
    for (const n of [0, 1, 2]) await A.recite(lists[n].id, [GOOD]);
    for (const n of [0, 1, 2, 3, 4]) await B.recite(lists[n].id, [AGAIN]);
    await syncAll([A, B]);
    const held = await assertAlike(world);
    assert.equal(held.events.length, 8);
    assert.deepEqual(held.registers[0].value, { picture: "山" });
  },
);

conflict("what makes a device fetch everything again: no change of content does", async () => {
  const world = await twoAndOne();
  const { A, B, lists } = world;
  const [deck] = await A.rows("decks");
  const cursors = [];
  B.network = (path, init) => {
    if (path === "/api/sync") cursors.push(JSON.parse(init.body).cursor);
    return B.request(path, init);
  };
  const [list_id, item_id] = [newId(), newId()];
  const made = [
    [
      ["key_list", list_id, "deck_id", deck.id],
      ["key_list", list_id, "name", "新"],
    ],
    [
      ["item", item_id, "key_list_id", list_id],
      ["item", item_id, "text", "新"],
    ],
    [["item", lists[0].items[0].id, "key_list_id", lists[1].id]],
    [["item", lists[0].items[1].id, "deleted", true]],
    [["key_list", lists[2].id, "deleted", true]],
    [["deck", deck.id, "title", "改名"]],
    [["settings", SETTINGS_ID, "desired_retention", 0.9]],
  ];
  await B.recite(lists[0].id, [GOOD]);
  await B.sync();
  for (const fields of made) {
    await A.editAll(
      fields.map(([kind, record_id, field, value]) => ({ kind, record_id, field, value })),
    );
    await A.sync();
    await B.sync();
  }
  await assertAlike(world);
  assert.deepEqual(
    cursors.slice(1),
    [...cursors.slice(1)].sort((a, b) => a - b),
    "never set back",
  );
  assert.ok(cursors.slice(1).every((cursor) => cursor > 0));
});

conflict("both devices sync at the same moment: neither fails, twenty times", async () => {
  const world = await twoAndOne();
  const { A, B, lists } = world;
  for (let time = 0; time < 20; time += 1) {
    await A.recite(lists[0].id, [GOOD]);
    await B.recite(lists[0].id, [GOOD]);
    const phases = (await Promise.all([A.sync(), B.sync()])).map((status) => status.phase);
    assert.deepEqual(phases, ["idle", "idle"]);
  }
  await syncAll([A, B]);
  assert.equal((await assertAlike(world)).events.length, 40);
});

test("each row of the table in docs/sync.md is a test here, and each test a row", () => {
  const page = readFileSync(new URL("../../docs/sync.md", import.meta.url), "utf8");
  const [, section] = page.split("## Two devices, both offline");
  const rows = section
    .split("\n## ")[0]
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(1)
    .map((line) => line.split("|")[1].trim());
  assert.deepEqual([...new Set(named.map((name) => name.split(":")[0]))].sort(), rows.sort());
});
