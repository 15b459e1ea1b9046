// Someone restores a backup with the real commands; the learner's devices bring back the rest.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DAY_MS, learnerWith, syncAll } from "./device.js";
import { RealServer } from "./real-server.js";

let server;
let folder;
before(async () => {
  server = await RealServer.start();
  folder = await mkdtemp(join(tmpdir(), "jiyao-backup-"));
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const flask = (...arguments_) => server.do("run_flask", { arguments: arguments_ });

test("three devices bring back everything that happened after the backup", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet", "laptop"]);
  const [phone, tablet, laptop] = devices;
  const [list, next] = await phone.lists();
  const good = list.items.map(() => 3);
  await phone.recite(list.id, good);
  await tablet.edit("item", list.items[0].id, "text", "备份之前");
  await syncAll(devices);

  const file = join(folder, "jiyao.db");
  const [code, said] = await flask("backup", file);
  assert.equal(code, 0, said);
  assert.match((await flask("backup", file))[1], /--force/);

  // What only the server and one device know, what two know, what none has sent.
  await phone.recite(list.id, good);
  await tablet.edit("item", list.items[0].id, "text", "备份之后");
  await laptop.edit("item", list.items[1].id, "deleted", true);
  await syncAll(devices);
  const [event] = await tablet.recite(next.id, [1]);
  await tablet.sync();
  await laptop.recite(next.id, [2]);
  phone.time.now_ms += DAY_MS;
  const before_ = new Map(
    (await server.do("events", { account_id })).map((row) => [row.id, row.effective_at_ms]),
  );
  assert.ok(before_.has(event));

  const [refused, why] = await flask("restore", file);
  assert.notEqual(refused, 0);
  assert.match(why, /running/);
  assert.equal((await server.do("events", { account_id })).length, before_.size);

  await server.do("close_database");
  const [restored, words] = await flask("restore", file);
  assert.equal(restored, 0, words);
  assert.match(words, /each device hands over all it holds/);
  assert.equal((await server.do("events", { account_id })).length, list.items.length);

  await syncAll(devices);
  await syncAll(devices);
  const [expected, ...others] = await Promise.all(devices.map((device) => device.holdings()));
  for (const other of others) assert.deepEqual(other, expected);
  assert.equal(expected.lists[0].items[0].text, "备份之后");
  assert.equal(expected.lists[0].items[1].deleted, true);
  const stored = await server.do("events", { account_id });
  assert.equal(stored.length, 2 * list.items.length + 2);
  const after_ = new Map(stored.map((row) => [row.id, row.effective_at_ms]));
  for (const [id, at] of before_) assert.equal(after_.get(id), at, "a time is given once");
  for (const device of devices) {
    assert.deepEqual(await device.rows("outbox"), []);
    assert.equal(device.status.code, null);
  }
});
