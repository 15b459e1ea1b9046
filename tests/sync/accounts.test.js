// What a learner does with an account, from real devices against the real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { refreshLibrary } from "../../static/src/decks/library.js";
import { newId, SETTINGS_ID } from "../../static/src/lib/ids.js";
import { saveReview } from "../../static/src/study/answers.js";
import { beginRecital } from "../../static/src/study/begin.js";
import { mark, reveal } from "../../static/src/study/recital.js";
import { OfflineError } from "../../static/src/sync/transport.js";
import { Device, learnerWith, NOON, PASSWORD, STORES, syncAll } from "./device.js";
import { none, withoutReply } from "./network.js";
import { RealServer } from "./real-server.js";

let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

const NEW_PASSWORD = "another horse 电池";
const good = (list) => list.items.map(() => 3);

test("what the server refuses comes with its code, and no network is something else", async () => {
  const { name } = await learnerWith(server, ["phone"]);
  const phone = await Device.fresh(server, "new", { now_ms: NOON });
  const refused = (verb, code) => assert.rejects(verb, { name: "RefusedError", code });
  await refused(phone.accounts.create({ name, password: PASSWORD }), "name_taken");
  await refused(phone.accounts.create({ name: newId(), password: "short" }), "invalid_input");
  await refused(phone.accounts.signIn({ name, password: "wrong wrong" }), "wrong_password");
  await refused(
    phone.accounts.recover({
      ...{ name, recovery_code: "AAAA-AAAA-AAAA-AAAA-AAAA", new_password: NEW_PASSWORD },
    }),
    "wrong_recovery_code",
  );
  phone.network = none;
  await assert.rejects(phone.accounts.signIn({ name, password: PASSWORD }), OfflineError);
  assert.equal(await phone.accounts.read(), null);
  assert.deepEqual(phone.news, []);
});

test("signing out with unsent reviews says how many, and then forgets the learner", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const before = await phone.holdings();
  const [list] = before.lists;
  await phone.edit("item", list.items[0].id, "text", "我的字");
  await phone.database.write(["meta"], (tx) =>
    tx.objectStore("meta").put({ name: "preferences", value: { language: "en" } }),
  );
  await phone.sync();
  const { device_id } = await phone.meta("device");
  await phone.recite(list.id, good(list));

  phone.network = none;
  await assert.rejects(phone.accounts.signOut(), {
    code: "unsent_reviews",
    details: { unsent: list.items.length },
  });
  assert.equal((await phone.rows("events")).length, list.items.length);
  await assert.rejects(phone.accounts.signOut({ discard_unsent: true }), OfflineError);
  assert.equal((await phone.rows("events")).length, list.items.length, "the cookie is still there");

  phone.network = (path, init) => phone.request(path, init);
  await phone.accounts.signOut({ discard_unsent: true });
  assert.deepEqual(await phone.holdings(), before, "only the starter deck, as it comes");
  assert.deepEqual(await phone.rows("outbox"), []);
  assert.equal(await phone.accounts.read(), null);
  assert.deepEqual(await phone.meta("preferences"), { language: "en" });
  assert.notEqual((await phone.meta("device")).device_id, device_id);
  assert.equal(phone.cookies.size, 0);
  await phone.sync();
  assert.equal(phone.status.phase, "local");
  assert.deepEqual(await server.do("events", { account_id }), []);
});

test("signing out online first hands over what waits", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.accounts.signOut();
  assert.equal((await server.do("events", { account_id })).length, list.items.length);
});

test("signing out first gives a restored server back what it had lost", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await server.do("back_up");
  await phone.recite(list.id, good(list));
  await phone.sync();
  await server.do("restore", { with_epoch: true });
  await phone.accounts.signOut();
  assert.equal((await server.do("events", { account_id })).length, list.items.length);
});

test("where the server cannot confirm what it has, nobody is signed out unasked", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.sync();
  const before = await phone.holdings();
  await tablet.accounts.deleteAccount({ password: PASSWORD });
  await assert.rejects(phone.accounts.signOut(), { code: "unconfirmed" });
  assert.deepEqual(await phone.holdings(), before);
  phone.network = none;
  await assert.rejects(phone.accounts.signOut(), OfflineError);
  phone.network = (path, init) => phone.request(path, init);

  await phone.accounts.leaveAccount();
  await phone.sync();
  assert.equal(phone.status.phase, "local");
  assert.deepEqual(await phone.holdings(), before, "an account that is gone takes nothing with it");
  await phone.accounts.create({ name: `next ${newId()}`, password: PASSWORD });
  await phone.sync();
  const next = (await phone.accounts.read()).account_id;
  assert.equal((await server.do("events", { account_id: next })).length, list.items.length);
});

test("after another learner signs in, nothing of the first is on the device or in the account", async () => {
  const { devices, account_id, name } = await learnerWith(server, ["phone"]);
  const other = await learnerWith(server, ["elsewhere"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.accounts.signOut();
  await phone.accounts.signIn({ name: other.name, password: PASSWORD });
  await phone.recite(list.id, [1]);
  await phone.sync();
  assert.equal((await server.do("events", { account_id: other.account_id })).length, 1);
  await phone.accounts.signOut();
  await phone.accounts.signIn({ name, password: PASSWORD });
  await phone.sync();
  assert.equal((await phone.rows("events")).length, list.items.length);
  assert.equal((await server.do("events", { account_id })).length, list.items.length);
});

test("a new password signs the other devices out; they go on offline and resume when signed in", async () => {
  const { devices, account_id, name } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.recite(list.id, good(list));
  await tablet.sync();
  await phone.accounts.changePassword({
    current_password: PASSWORD,
    new_password: NEW_PASSWORD,
  });
  await tablet.recite(list.id, [2]);
  await tablet.sync();
  assert.equal(tablet.status.phase, "signed_out");
  assert.equal(tablet.status.waiting, 1);
  await tablet.recite(list.id, [1]);
  assert.equal((await tablet.rows("events")).length, list.items.length + 2);

  await tablet.accounts.signIn({ name, password: NEW_PASSWORD });
  await syncAll([tablet, phone]);
  assert.equal(tablet.status.phase, "idle");
  assert.equal((await server.do("events", { account_id })).length, list.items.length + 2);
  assert.deepEqual(await phone.holdings(), await tablet.holdings());
});

test("the recovery code opens the account once, and gives the next one", async () => {
  const phone = await Device.fresh(server, "phone", { now_ms: NOON });
  const name = `forgetful ${newId()}`;
  const first = await phone.accounts.create({ name, password: PASSWORD });
  const tablet = await Device.fresh(server, "tablet", phone.time);
  const recovery = { name, recovery_code: first.recovery_code, new_password: NEW_PASSWORD };
  const second = await tablet.accounts.recover(recovery);
  assert.notEqual(second.recovery_code, first.recovery_code);
  await assert.rejects(tablet.accounts.recover(recovery), { code: "wrong_recovery_code" });
  const third = await tablet.accounts.newRecoveryCode({ password: NEW_PASSWORD });
  assert.notEqual(third.recovery_code, second.recovery_code);
  assert.equal((await tablet.sync()).phase, "idle");
});

test("a browser that was cleared and kept its cookie goes on as a new device with all that was sent", async () => {
  const { devices, name, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const { lists } = await phone.holdings();
  await phone.recite(lists[0].id, good(lists[0]));
  await phone.sync();
  const before = await phone.holdings();
  const { device_id } = await phone.meta("device");
  await phone.recite(lists[1].id, good(lists[1]));

  await phone.syncer.stop();
  await phone.open(`cleared-${newId()}`);
  await refreshLibrary(phone.database, phone.client.fetch);
  assert.equal(await phone.accounts.resume(), true);
  await phone.sync();
  assert.deepEqual(await phone.holdings(), before);
  assert.deepEqual(await phone.accounts.read(), {
    ...{ account_id, name, device_id: (await phone.meta("device")).device_id },
  });
  const [only, ...others] = await phone.accounts.listDevices();
  assert.deepEqual([only.current, others], [true, []]);
  assert.notEqual(only.id, device_id);
  await phone.recite(lists[1].id, good(lists[1]));
  await phone.sync();
  assert.equal(
    (await server.do("events", { account_id })).length,
    lists[0].items.length + lists[1].items.length,
  );
});

test("a cleared browser whose first try was cut off goes on at its next opening", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.sync();
  await phone.syncer.stop();
  await phone.open(`cleared-${newId()}`);
  await refreshLibrary(phone.database, phone.client.fetch);
  const lost = withoutReply(phone);
  phone.network = async (path, init) =>
    path === "/api/devices" ? lost(path, init) : phone.request(path, init);
  await assert.rejects(phone.accounts.resume(), OfflineError);
  await phone.recite(list.id, [1]); // the learner studies on
  phone.network = (path, init) => phone.request(path, init);
  await phone.restart();
  assert.equal(await phone.accounts.resume(), true);
  await phone.sync();
  assert.equal((await phone.rows("events")).length, list.items.length + 1);
  const stored = await server.do("events", { account_id });
  assert.equal(stored.length, list.items.length + 1);
  const { device_id } = await phone.meta("device");
  assert.ok(stored.some((event) => event.device_id === device_id));
  assert.equal(await phone.accounts.resume(), false, "it is asked once");
});

test("a first visit is nobody's", async () => {
  const phone = await Device.fresh(server, "new", { now_ms: NOON });
  assert.equal(await phone.accounts.resume(), false);
  assert.equal(await phone.accounts.read(), null);
});

test("whoever loses the reply with the new token gets in again by what they know", async () => {
  const phone = await Device.fresh(server, "phone", { now_ms: NOON });
  const online = phone.network;
  const lost = async (verb) => {
    phone.network = withoutReply(phone);
    await assert.rejects(verb(), OfflineError);
    phone.network = online;
  };
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  const name = `unlucky ${newId()}`;
  const created = { name, password: PASSWORD };
  await lost(() => phone.accounts.create(created));
  assert.equal(await phone.accounts.read(), null);
  await assert.rejects(phone.accounts.create(created), { code: "name_taken" });
  await lost(() => phone.accounts.signIn(created));
  await phone.accounts.signIn(created);
  assert.equal((await phone.sync()).phase, "idle");

  // The token of before is worth nothing any more: the device goes on offline until it signs in.
  await lost(() =>
    phone.accounts.changePassword({ current_password: PASSWORD, new_password: NEW_PASSWORD }),
  );
  await phone.recite(list.id, [2]);
  assert.equal((await phone.sync()).phase, "signed_out");
  await phone.accounts.signIn({ name, password: NEW_PASSWORD });
  assert.equal((await phone.sync()).phase, "idle");

  await lost(() => phone.accounts.newRecoveryCode({ password: NEW_PASSWORD }));
  await phone.accounts.signIn({ name, password: NEW_PASSWORD });
  const { recovery_code } = await phone.accounts.newRecoveryCode({ password: NEW_PASSWORD });
  const recovery = { name, recovery_code, new_password: PASSWORD };
  const tablet = await Device.fresh(server, "tablet", phone.time);
  tablet.network = withoutReply(tablet);
  await assert.rejects(tablet.accounts.recover(recovery), OfflineError);
  tablet.network = (path, init) => tablet.request(path, init);
  // The code is spent, but the password that came with it holds.
  await assert.rejects(tablet.accounts.recover(recovery), { code: "wrong_recovery_code" });
  for (const device of [phone, tablet]) await device.accounts.signIn(created);
  await syncAll([phone, tablet]);
  assert.equal((await tablet.rows("events")).length, list.items.length + 1);
  assert.deepEqual(await tablet.holdings(), await phone.holdings());
});

test("devices are listed under their names and can be revoked", async () => {
  const { devices } = await learnerWith(server, ["iPhone", "电脑 · Firefox"]);
  const [phone, laptop] = devices;
  const listed = await phone.accounts.listDevices();
  assert.deepEqual(listed.map((device) => device.name).sort(), ["iPhone", "电脑 · Firefox"]);
  await phone.accounts.revokeDevice((await laptop.meta("device")).device_id);
  assert.equal((await laptop.sync()).phase, "signed_out");
  assert.equal((await phone.accounts.listDevices()).length, 1);
});

test("a recital in a tab that was left open is not the next learner's", async () => {
  const { devices } = await learnerWith(server, ["phone"]);
  const other = await learnerWith(server, ["elsewhere"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  const recital_id = newId();
  const options = { all: true, recital_id };
  const begun = await beginRecital(phone.database, list.id, options, phone.moment());
  await phone.accounts.signOut();
  await phone.accounts.signIn({ name: other.name, password: PASSWORD });
  const review = { event_id: newId(), card_id: list.items[0].card_id, rating: 3 };
  const answered = mark(reveal(begun), 3, review.event_id);
  const given = { ...review, duration_ms: 1_000 };
  await assert.rejects(saveReview(phone.database, given, answered, phone.moment()), {
    code: "other_learner",
  });
  assert.deepEqual(await phone.rows("events"), []);
});

test("a deleted account leaves its progress on the device, which joins the next account", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(list.id, good(list));
  await phone.edit("settings", SETTINGS_ID, "desired_retention", 0.8);
  await phone.sync();
  const before = await phone.holdings();
  await assert.rejects(phone.accounts.deleteAccount({ password: "wrong wrong" }), {
    code: "wrong_password",
  });
  await phone.accounts.deleteAccount({ password: PASSWORD });
  await phone.sync();
  assert.equal(phone.status.phase, "local");
  assert.deepEqual(await phone.holdings(), before);
  assert.deepEqual(await server.do("events", { account_id }), []);

  await phone.accounts.create({ name: `next ${newId()}`, password: PASSWORD });
  await phone.sync();
  const next = (await phone.accounts.read()).account_id;
  assert.equal((await server.do("events", { account_id: next })).length, list.items.length);
  assert.deepEqual(await phone.holdings(), before);
});

test("who deletes the account on a device that is behind keeps what had not come yet", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await tablet.lists();
  await tablet.recite(list.id, good(list));
  await tablet.sync();
  await phone.accounts.deleteAccount({ password: PASSWORD });
  assert.equal((await phone.rows("events")).length, list.items.length);
  assert.equal((await phone.rows("memory_states")).length, list.items.length);
});

test("one device has one account", async () => {
  const { devices } = await learnerWith(server, ["phone"]);
  await assert.rejects(devices[0].accounts.create({ name: newId(), password: PASSWORD }), {
    code: "has_account",
  });
});

test("no token, password or recovery code is kept where a script could read it", async () => {
  const { devices } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const rows = JSON.stringify(await Promise.all(STORES.map((store) => phone.rows(store))));
  const [secret] = [...phone.cookies.values()].map((value) => value.split(".").at(-1));
  assert.ok(secret.length > 30);
  assert.ok(!rows.includes(secret));
  assert.ok(!rows.includes(PASSWORD));
});
