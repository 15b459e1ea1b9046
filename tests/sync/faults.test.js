// What can go wrong on the way between a real device and the real server, and inside the device.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId, SETTINGS_ID } from "../../static/src/lib/ids.js";
import { BATCH_LIMITS } from "../../static/src/sync/outbox-batch.js";
import { syncRound } from "../../static/src/sync/round.js";
import { syncAndDieAtWrite, syncAndFailAtCall } from "./crash.js";
import { DAY_MS, Device, learnerWith, PASSWORD, syncAll } from "./device.js";
import { cutAfter, twice, withoutAnswer } from "./network.js";
import { RealServer } from "./real-server.js";

let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

const good = (list) => list.items.map(() => 3);

async function assertConverged(devices, account_id, count) {
  await syncAll(devices);
  const [expected, ...others] = await Promise.all(devices.map((device) => device.holdings()));
  for (const other of others) assert.deepEqual(other, expected);
  for (const device of devices) {
    assert.deepEqual(await device.rows("outbox"), []);
    assert.equal(device.status.code, null);
  }
  const stored = await server.do("events", { account_id });
  const ids = (events, key) => events.map((event) => event[key]).sort();
  assert.deepEqual(ids(stored, "id"), ids(expected.events, "event_id"));
  assert.equal(stored.length, count);
  const numbers = stored.map((event) => `${event.device_id} ${event.dev_seq}`);
  assert.equal(new Set(numbers).size, count, "a device numbers each of its events");
  const timeOf = new Map(stored.map((event) => [event.id, event]));
  for (const { event_id, effective_at_ms, device_id, dev_seq } of expected.events) {
    const row = timeOf.get(event_id);
    assert.deepEqual(
      { effective_at_ms, device_id, dev_seq },
      { effective_at_ms: row.effective_at_ms, device_id: row.device_id, dev_seq: row.dev_seq },
    );
  }
  return expected;
}

test("a lost acknowledgement is a duplicate the next time, and nothing counts twice", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.edit("settings", SETTINGS_ID, "new_lists_per_day", 5);
  phone.network = withoutAnswer(phone);
  assert.equal((await phone.sync()).phase, "offline");
  assert.equal(phone.status.waiting, list.items.length + 1);
  assert.equal((await server.do("events", { account_id })).length, list.items.length);
  phone.network = (path, init) => phone.request(path, init);
  await tablet.sync();
  await assertConverged(devices, account_id, list.items.length);
});

test("what was sent without an answer is told as reviewed on both, like all that is sent", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  for (const device of devices) await device.recite(list.id, good(list));
  phone.network = withoutAnswer(phone);
  await phone.sync();
  await tablet.sync();
  phone.network = (path, init) => phone.request(path, init);
  const { length } = list.items;
  assert.deepEqual((await phone.sync()).merge, {
    ...{ reviews: length, devices: 1, items_reviewed_on_both: length },
  });
});

test("an edit from a clock that is ahead gives way to a later one, although its answer was lost", async () => {
  const { devices, account_id } = await learnerWith(server, ["ahead", "tablet"]);
  const [ahead, tablet] = devices;
  const [list] = await ahead.lists();
  ahead.skew_ms = 365 * DAY_MS;
  await ahead.edit("item", list.items[0].id, "text", "明年");
  ahead.network = withoutAnswer(ahead);
  await ahead.sync();
  ahead.network = (path, init) => ahead.request(path, init);
  await tablet.sync();
  await tablet.edit("item", list.items[0].id, "text", "今天");
  await tablet.sync();
  const { lists } = await assertConverged(devices, account_id, 0);
  assert.equal(lists[0].items[0].text, "今天");
});

test("a request that arrives twice at the same time counts once", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  phone.network = twice(phone);
  await assertConverged(devices, account_id, list.items.length);
});

test("a request that comes late, after its repetition, changes nothing", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.edit("item", list.items[0].id, "text", "旧");
  const late = [];
  phone.network = async (path, init) => {
    late.push([path, init]);
    return phone.request(path, init);
  };
  await phone.sync();
  await phone.edit("item", list.items[0].id, "text", "新");
  await syncAll([phone, tablet]);
  for (const [path, init] of late.reverse()) await phone.request(path, init);
  const { lists } = await assertConverged(devices, account_id, list.items.length);
  assert.equal(lists[0].items[0].text, "新");
});

test("two tabs that sync at once, without locks, set no cursor back and skip nothing", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  // One tab's answer is held up until the other tab has fetched more.
  await tablet.recite(list.id, [3]);
  await tablet.sync();
  let requests = 0;
  phone.network = async (path, init) => {
    const response = await phone.request(path, init);
    requests += 1;
    if (requests > 1) return response;
    await tablet.recite(list.id, [2]);
    await tablet.sync();
    await syncRound({ ...phone.client });
    return response;
  };
  await syncRound({ ...phone.client });
  assert.equal(requests, 2, "nothing had to be repaired");
  const highest = Math.max(...(await server.do("events", { account_id })).map(({ seq }) => seq));
  assert.equal((await phone.meta("sync")).cursor, highest);
  await assertConverged(devices, account_id, 2);
});

test("an answer that is cut at any byte is no answer", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.recite(list.id, good(list));
  await tablet.sync();
  await phone.recite(list.id, good(list));
  for (let bytes = 0; bytes < 600; bytes += 97) {
    phone.network = cutAfter(phone, bytes);
    assert.equal((await phone.sync()).phase, "offline");
    assert.equal(phone.status.waiting, list.items.length);
  }
  phone.network = (path, init) => phone.request(path, init);
  await assertConverged(devices, account_id, 2 * list.items.length);
});

test("a crash between any two writes of an answer loses nothing", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.recite(list.id, good(list));
  await tablet.edit("item", list.items[0].id, "detail", "平板");
  await tablet.edit("item", list.items[1].id, "text", "平板");
  await tablet.sync();
  await phone.recite(list.id, [3, 2]);
  await phone.edit("item", list.items[1].id, "text", "电话");
  phone.skew_ms = 3_600_000; // the acknowledgements then change times
  const positionOf = async () => {
    const { epoch, cursor, held } = await phone.meta("sync");
    return { epoch, cursor, held };
  };
  const before = { outbox: await phone.rows("outbox"), position: await positionOf() };
  let crashes = 0;
  while (await syncAndDieAtWrite(phone, crashes + 1)) {
    crashes += 1;
    const [outbox, position] = [await phone.rows("outbox"), await positionOf()];
    // The whole answer is written, or nothing of it; what is noted after it may be missing.
    if (position.cursor === before.position.cursor) assert.deepEqual({ outbox, position }, before);
    else assert.deepEqual(outbox, []);
  }
  assert.ok(crashes > 15, `only ${crashes} writes were interrupted`);
  await assertConverged(devices, account_id, list.items.length + 2);
});

for (const when of ["before", "after"]) {
  test(`any one call that fails ${when} it is done costs nothing`, async () => {
    const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
    const [phone, tablet] = devices;
    const [list] = await phone.lists();
    let n = 0;
    let failed = true;
    while (failed) {
      n += 1;
      await tablet.recite(list.id, [3]);
      await tablet.edit("item", list.items[0].id, "detail", `平板 ${n}`);
      await tablet.sync();
      await phone.recite(list.id, [1, 3]);
      await phone.edit("item", list.items[1].id, "text", `电话 ${n}`);
      failed = await syncAndFailAtCall(phone, n, when);
      const sent = (await server.do("events", { account_id })).length;
      const waiting = (await phone.rows("outbox")).length;
      assert.ok(sent + waiting >= 3 * n, `${sent} are with the server, ${waiting} wait`);
      assert.equal((await phone.sync()).phase, "idle");
    }
    assert.ok(n > 8, `only ${n} calls failed`);
    await assertConverged(devices, account_id, 3 * n);
  });
}

test("a server with a new epoch is given everything by its devices", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  const times = async () =>
    new Map(
      (await server.do("events", { account_id })).map((row) => [row.id, row.effective_at_ms]),
    );
  await phone.recite(list.id, good(list));
  await syncAll(devices);

  for (const with_epoch of [true, false]) {
    await server.do("back_up");
    phone.skew_ms = 3_600_000; // then the server gives times that are not the device's own
    await phone.recite(list.id, good(list));
    await phone.edit("item", list.items[0].id, "text", `恢复前 ${with_epoch}`);
    await syncAll(devices);
    const given = await times();
    phone.skew_ms = 0;
    phone.time.now_ms += DAY_MS;
    await server.do("restore", { with_epoch });
    await tablet.recite(list.id, [1]);
    const count = 1 + 2 * list.items.length + (with_epoch ? 0 : 1 + list.items.length);
    const { lists } = await assertConverged([tablet, phone], account_id, count);
    assert.equal(lists[0].items[0].text, `恢复前 ${with_epoch}`);
    const kept = await times();
    for (const [id, at] of given) assert.equal(kept.get(id), at, "a time is given once");
  }
});

test("edits that a server lost are handed over, although it has grown past every cursor", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await phone.edit("item", list.items[0].id, "text", "旧");
  await syncAll(devices);
  await server.do("back_up");
  await phone.edit("item", list.items[0].id, "text", "丢了的");
  await phone.edit("item", list.items[1].id, "detail", "也丢了");
  await syncAll(devices);
  await server.do("restore", { with_epoch: false });
  // A third device, which has none of it, moves the counter beyond what the others have seen.
  const { name } = await phone.meta("account");
  const laptop = await Device.fresh(server, "laptop", phone.time);
  for (const item of list.items) await laptop.edit("item", item.id, "text_en", "grown");
  await laptop.accounts.signIn({ name, password: PASSWORD });
  await laptop.sync();
  assert.notEqual((await laptop.lists())[0].items[0].text, "丢了的");
  const all = [phone, tablet, laptop];
  const { lists } = await assertConverged(all, account_id, 0);
  const [first, second] = lists[0].items;
  assert.deepEqual([first.text, second.detail], ["丢了的", "也丢了"]);
});

test("edits that the browser lost are fetched again", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone] = devices;
  const [{ items }] = await phone.lists();
  await phone.edit("item", items[0].id, "text", "留着");
  await phone.edit("item", items[1].id, "text", "丢了");
  await syncAll(devices);
  await phone.database.write(["registers"], (tx) =>
    tx.objectStore("registers").delete([items[1].id, "text"]),
  );
  await phone.restart();
  const { registers } = await assertConverged(devices, account_id, 0);
  assert.equal(registers.length, 2);
});

test("edits are counted once after they moved, and not at an exchange of reviews", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.edit("item", list.items[0].id, "text", "数");
  await syncAll(devices);
  const { read } = phone.database;
  let scans = 0;
  phone.database.read = function (stores, work) {
    if (stores.join() === "registers") scans += 1;
    return read.call(this, stores, work);
  };
  await phone.recite(list.id, good(list));
  await phone.sync();
  assert.equal(scans, 0);
  await phone.edit("item", list.items[0].id, "text", "再数");
  await phone.sync();
  assert.equal(scans, 1);
});

test("an edit that the server refuses is not held against its set", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [{ items }] = await phone.lists();
  await phone.edit("item", items[0].id, "text", "好");
  await syncAll(devices);
  await phone.edit("item", items[0].id, "text", "长".repeat(70_000));
  await phone.sync();
  await phone.restart();
  await phone.sync();
  assert.equal(phone.status.rejected, 1);
  assert.equal(phone.status.code, null);
  await tablet.sync();
  assert.equal((await tablet.lists())[0].items[0].text, "好");
  assert.equal((await server.do("registers", { account_id })).length, 1);
});

test("a copied device goes on as a new one, and both histories are kept", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list, next] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.sync();
  await phone.recite(next.id, [2]);
  const copy = await phone.clone("copy");
  await phone.recite(list.id, good(list));
  await copy.recite(
    list.id,
    list.items.map(() => 1),
  );
  copy.network = withoutAnswer(copy, 1);
  await phone.sync();
  await copy.sync();
  copy.network = (path, init) => copy.request(path, init);
  const all = [phone, tablet, copy];
  await assertConverged(all, account_id, 3 * list.items.length + 1);
  const { device_id } = await copy.meta("device");
  assert.notEqual(device_id, (await phone.meta("device")).device_id);
  assert.equal((await copy.meta("account")).device_id, device_id);
  assert.equal((await server.do("devices", { account_id })).length, 3);

  await copy.recite(list.id, [4]);
  await phone.recite(list.id, [4]);
  await assertConverged(all, account_id, 3 * list.items.length + 3);
});

test("a device that lost the reply to its new id takes another one", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  // These are with the server under the old id when the device gives up that id.
  await phone.recite(list.id, good(list));
  phone.network = withoutAnswer(phone);
  await phone.sync();
  phone.network = (path, init) => phone.request(path, init);
  await phone.request("/api/devices", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: newId(), name: "half renamed" }),
  });
  await phone.recite(list.id, good(list));
  await assertConverged(devices, account_id, 2 * list.items.length);
});

test("events that the browser lost are fetched again, and ones the server lost are handed over", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  const [lost] = await phone.recite(list.id, good(list));
  await syncAll(devices);
  await phone.database.write(["events"], (tx) => tx.objectStore("events").delete(lost));
  await phone.restart();
  await assertConverged(devices, account_id, list.items.length);
  assert.equal(tablet.status.rejected, 0);
});

test("an item that the server refuses stays, is told, and holds up nobody", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  const [bad, ...others] = await phone.recite(list.id, good(list));
  await phone.database.write(["events"], async (tx) => {
    const event = await tx.objectStore("events").get(bad);
    await tx.objectStore("events").put({ ...event, rollover_hour: 77 });
  });
  await syncAll(devices);
  assert.equal(phone.status.rejected, 1);
  assert.equal(phone.status.waiting, 0);
  assert.equal((await tablet.rows("events")).length, others.length);
  assert.ok((await phone.rows("events")).some((event) => event.event_id === bad));
  const [row] = await phone.rows("outbox");
  assert.equal(row.id, bad);
  assert.equal(row.rejected.code, "event_malformed");
  assert.equal((await server.do("events", { account_id })).length, others.length);
  assert.equal(phone.status.code, null, "what was refused is not held against the server's set");
});

test("an item that spoils the whole body is found and set aside", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  let deep = "叶";
  for (let level = 0; level < 40; level += 1) deep = [deep];
  await phone.recite(list.id, good(list));
  await phone.edit("item", list.items[0].id, "detail", "好");
  await phone.edit("item", list.items[0].id, "text", deep);
  await phone.edit("item", list.items[1].id, "text", "也好");
  await syncAll(devices);
  assert.equal(phone.status.waiting, 0);
  assert.equal(phone.status.rejected, 1);
  const items = (await tablet.lists())[0].items;
  assert.deepEqual([items[0].detail, items[1].text], ["好", "也好"]);
  assert.equal((await tablet.rows("events")).length, list.items.length);
});

test("an answer and an edit made while a page is on its way survive it", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.recite(list.id, good(list));
  await tablet.edit("item", list.items[0].id, "text", "早");
  await tablet.sync();
  let isFirst = true;
  let pushed = 0;
  phone.network = async (path, init) => {
    const response = await phone.request(path, init);
    if (path === "/api/sync") pushed += JSON.parse(init.body).events.length;
    if (isFirst && path === "/api/sync") {
      isFirst = false;
      await phone.recite(list.id, [1]);
      await phone.edit("item", list.items[0].id, "text", "晚");
    }
    return response;
  };
  await phone.sync();
  assert.equal((await phone.lists())[0].items[0].text, "晚");
  const { lists } = await assertConverged(devices, account_id, list.items.length + 1);
  assert.equal(pushed, 1, "nothing but the answer had to be handed over");
  assert.equal(lists[0].items[0].text, "晚");
});

test("an answer that comes after signing out does not fill the next learner's device", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.recite(list.id, good(list));
  await tablet.sync();
  phone.network = async (path, init) => {
    const response = await phone.request(path, init);
    phone.network = (...again) => phone.request(...again);
    await phone.accounts.signOut({ discard_unsent: true });
    return response;
  };
  await phone.sync();
  await phone.sync();
  assert.deepEqual(await phone.rows("events"), []);
  assert.equal(phone.status.phase, "local");
  assert.equal((await server.do("events", { account_id })).length, list.items.length);
});

test("a thousand reviews go up in batches and come down in pages", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const items = (await phone.lists()).flatMap((list) => list.items);
  const { device_id } = await phone.meta("device");
  const events = Array.from({ length: 1_234 }, (_, index) => ({
    ...{ event_id: newId(), kind: "review", card_id: items[index % items.length].card_id },
    ...{ rating: 3, recital_id: newId(), duration_ms: 900, device_id, dev_seq: index + 1 },
    ...{ utc_offset_minutes: 480, rollover_hour: 4 },
    occurred_at_ms: phone.now() - (1_234 - index) * 60_000,
  }));
  await phone.database.write(["events", "outbox"], async (tx) => {
    for (const event of events) {
      await tx.objectStore("events").put(event);
      const { event_id: id, dev_seq: order } = event;
      await tx.objectStore("outbox").put({ id, type: "event", order, queued_at_ms: 0 });
    }
  });
  const sizes = [];
  tablet.network = async (path, init) => {
    const response = await tablet.request(path, init);
    if (path === "/api/sync") sizes.push((await response.clone().json()).events.length);
    return response;
  };
  await phone.sync();
  await tablet.sync();
  assert.deepEqual(sizes, [500, 734]);
  assert.equal(tablet.status.merge.reviews, 1_234);
  await phone.database.write(["meta"], (tx) =>
    tx.objectStore("meta").put({ name: "rebuild", value: newId() }),
  );
  await phone.restart();
  await assertConverged(devices, account_id, 1_234);
});

test("a different account on this device is refused, and nothing is handed over", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const other = await learnerWith(server, ["stranger"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  const { name } = await other.devices[0].meta("account");
  await assert.rejects(phone.accounts.signIn({ name, password: PASSWORD }), {
    code: "other_account",
  });
  await phone.sync();
  assert.equal(phone.status.phase, "signed_out");
  assert.equal(phone.status.waiting, list.items.length);

  // Even with the other account's cookie in the browser.
  const device = { id: (await phone.meta("device")).device_id, name: "phone" };
  await phone.request("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: PASSWORD, device }),
  });
  await phone.sync();
  assert.equal(phone.status.phase, "signed_out");
  assert.equal(phone.status.code, "other_account");
  assert.deepEqual(await server.do("events", { account_id: other.account_id }), []);
  assert.deepEqual(await server.do("events", { account_id }), []);
});

test("what is answered while a row that spoils the body is looked for is not refused in its place", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  let deep = "叶";
  for (let level = 0; level < 40; level += 1) deep = [deep];
  await phone.edit("item", list.items[0].id, "text", deep);
  const halvings = Math.floor(Math.log2(BATCH_LIMITS.rows)); // until a request may have one row
  let refusals = 0;
  phone.network = async (path, init) => {
    const response = await phone.request(path, init);
    if (!response.ok && ++refusals === halvings + 1) await phone.recite(list.id, [3]);
    return response;
  };
  await phone.sync();
  await phone.sync();
  const [row, ...others] = await phone.rows("outbox");
  assert.deepEqual([row.type, row.rejected?.code, others], ["edit", "malformed_json", []]);
  assert.equal(refusals, halvings + 1);
  assert.equal((await server.do("events", { account_id })).length, 1);
});

test("a difference is mended also when an earlier one was", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  for (const time of [1, 2]) {
    await server.do("back_up");
    await phone.recite(list.id, [3]);
    await phone.sync();
    await server.do("restore", { with_epoch: false });
    await tablet.recite(list.id, [3, 3, 3]); // the cursor alone tells nothing now
    await tablet.sync();
    await phone.sync();
    assert.deepEqual([phone.status.phase, phone.status.code], ["idle", null]);
    assert.equal((await server.do("events", { account_id })).length, 4 * time);
  }
});
