// The world in which a learner's devices live: what can happen in it. Each step gets a chance of its
// own; a method that returns false could not do what it stands for.
import assert from "node:assert/strict";
import { newId, PARAMETERS_ID, SETTINGS_ID } from "../../static/src/lib/ids.js";
import { DEFAULT_PARAMETERS } from "../../static/src/scheduling/parameters.js";
import { rebuildAll } from "../../static/src/study/rebuild.js";
import { saveAndDieAtWrite, syncAndDieAtWrite } from "./crash.js";
import { DAY_MS, PASSWORD } from "./device.js";
import { Model } from "./model.js";
import { cutAfter, delayed, none, twice, withoutAnswer } from "./network.js";

const MOST_DEVICES = 5;
const KEPT_REQUESTS = 20;
const CHECK_EVERY = 6;

export class World {
  model = new Model();
  /** How often each step happened. @type {Map<string, number>} */
  counts = new Map();
  /** Requests that may arrive (again) later. @type {{device: any, path: string, init: any}[]} */
  requests = [];
  stepsLived = 0;

  constructor(server, { devices, account_id, time, name }) {
    Object.assign(this, { server, devices, account_id, time, name });
    for (const device of devices) this.connect(device);
  }

  /** @param {string} name of a method @param {import("./seeded.js").Chance} chance of this step */
  async live(name, chance) {
    this.chance = chance;
    const device = chance.one(this.devices);
    this.time.now_ms += chance.whole(1, 600) * 1000;
    // A device comes back online some day, whatever else happens to it.
    if (device.isOffline && chance.next() < 0.15) this.connect(device);
    if ((await this[name](device)) !== false) {
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    }
    this.stepsLived += 1;
    if (this.stepsLived % CHECK_EVERY === 0) await this.checkNothingIsLost();
  }

  // what a learner does

  async recite(device) {
    const lists = (await device.lists()).filter((list) => list.items.length > 0);
    const list = this.chance.one(lists.slice(0, 4)); // few, so that devices meet on them
    const ratings = list.items.slice(0, this.chance.whole(1, 3)).map(() => this.chance.whole(1, 4));
    await this.saved(device, await device.recite(list.id, ratings));
  }

  async undo(device) {
    const reviews = (await device.rows("events")).filter((event) => event.kind !== "undo");
    const shown = new Set((await device.lists()).flatMap((l) => l.items).map((i) => i.card_id));
    const targets = reviews.filter((event) => shown.has(event.card_id));
    if (targets.length === 0) return false;
    await this.saved(device, [await device.undo(this.chance.one(targets))]);
  }

  async reset(device) {
    const items = (await device.lists()).slice(0, 4).flatMap((list) => list.items.slice(0, 3));
    await this.saved(device, [await device.reset(this.chance.one(items).card_id)]);
  }

  /** @param {string[]} event_ids */
  async saved(device, event_ids) {
    const rows = await device.database.read(["events"], (tx) =>
      Promise.all(event_ids.map((id) => tx.objectStore("events").get(id))),
    );
    assert.ok(rows.every(Boolean), "what was said to be saved is there");
    this.model.save(rows);
  }

  async edit(device) {
    const { chance } = this;
    const [deck] = await device.rows("decks");
    const list = chance.one((await device.lists()).slice(0, 2));
    const item = chance.one(list.items.slice(0, 4)) ?? { id: newId() };
    const word = `字${chance.whole(0, 999)}`;
    await this.change(device, [
      chance.one([
        ["deck", deck.id, "title", word],
        ["key_list", list.id, "name", word],
        ["key_list", list.id, "position", chance.whole(0, 9)],
        ["key_list", list.id, "ordered", chance.next() < 0.5],
        ["item", item.id, "text", word],
        ["item", item.id, "detail", word],
        ["item", item.id, "position", chance.whole(0, 9)],
        ["settings", SETTINGS_ID, "desired_retention", chance.one([0.8, 0.85, 0.9])],
        ["settings", SETTINGS_ID, "new_lists_per_day", chance.whole(0, 9)],
        ["settings", SETTINGS_ID, "rollover_hour", chance.whole(0, 6)],
        ["parameters", PARAMETERS_ID, "fitted", this.someParameters()],
      ]),
    ]);
  }

  someParameters() {
    const { model, values } = DEFAULT_PARAMETERS;
    return { model, values: values.map((value) => value * this.chance.one([1, 1, 0.99, 1.01])) };
  }

  async deleteOrUndelete(device) {
    const { chance } = this;
    const list = chance.one((await device.lists()).slice(0, 3));
    const [deck] = await device.rows("decks");
    const item = chance.one(list.items.slice(0, 3));
    const kinds = [["key_list", list], ["deck", deck], ...(item ? [["item", item]] : [])];
    const [kind, row] = chance.one(kinds);
    await this.change(device, [[kind, row.id, "deleted", !row.deleted]]);
  }

  async move(device) {
    const lists = (await device.lists()).slice(0, 4);
    const from = this.chance.one(lists.filter((list) => list.items.length > 0));
    const to = this.chance.one(lists.filter((list) => list !== from));
    const item = this.chance.one(from.items);
    await this.change(device, [["item", item.id, "key_list_id", to.id]]);
  }

  async create(device) {
    const [deck] = await device.rows("decks");
    const list = this.chance.one((await device.lists()).slice(0, 4));
    const [list_id, item_id, word] = [newId(), newId(), `新${this.chance.whole(0, 99)}`];
    const isList = this.chance.next() < 0.4;
    const newList = [
      ["key_list", list_id, "deck_id", deck.id],
      ["key_list", list_id, "name", word],
      ["key_list", list_id, "position", this.chance.whole(0, 3)],
    ];
    await this.change(device, [
      ...(isList ? newList : []),
      ["item", item_id, "key_list_id", isList ? list_id : list.id],
      ["item", item_id, "text", word],
    ]);
  }

  /** @param {[string, string, string, any][]} fields */
  async change(device, fields) {
    const changes = fields.map(([kind, record_id, field, value]) => ({
      ...{ kind, record_id, field, value },
    }));
    const replaced = await this.heldOperations(device);
    const made = await device.editAll(changes);
    for (const edit of made) this.learnEdit(edit, replaced);
  }

  async heldOperations(device) {
    const rows = await device.rows("registers");
    return new Map(rows.map((row) => [`${row.record_id} ${row.field}`, row.op_id]));
  }

  learnEdit(edit, replaced) {
    this.model.edit(edit, replaced.get(`${edit.record_id} ${edit.field}`), this.time.now_ms);
  }

  letTimePass() {
    this.time.now_ms += this.chance.whole(1, 60) * 3_600_000;
  }

  // what happens to the network

  connect(device) {
    device.isOffline = false;
    device.network = (path, init) => {
      if (path === "/api/sync") this.keepRequest({ device, path, init });
      return device.request(path, init);
    };
    device.onAnswer = (path, response) => this.overhear(path, response);
  }

  keepRequest(request) {
    this.requests.push(request);
    if (this.requests.length > KEPT_REQUESTS) this.requests.shift();
  }

  async overhear(path, response) {
    if (path === "/api/sync" && response.ok) this.model.hear(await response.json());
  }

  async sync(device) {
    await device.sync();
    if (device.isOffline) return;
    if (device.status.phase === "signed_out") await this.signIn(device);
    assert.equal(device.status.phase, "idle", `${device.name}: ${device.status.code}`);
    assert.ok(!device.client.is_repaired, `${device.name} had to exchange everything`);
  }

  /** A restored server knows nothing of devices that came after the backup. */
  async signIn(device) {
    await device.accounts.signIn({ name: this.name, password: PASSWORD });
    await device.sync();
  }

  goOffline(device) {
    if (device.isOffline) return false;
    device.isOffline = true;
    device.network = none;
  }

  loseAnswer(device) {
    return this.syncThrough(device, withoutAnswer(device, this.chance.whole(1, 2)));
  }

  sendTwice(device) {
    return this.syncThrough(device, twice(device));
  }

  cutAnswer(device) {
    return this.syncThrough(device, cutAfter(device, this.chance.whole(0, 2_000)));
  }

  delayRequest(device) {
    return this.syncThrough(device, delayed(device, this.requests));
  }

  async syncThrough(device, network) {
    if (device.isOffline) this.connect(device);
    await this.recite(device); // so that there is something to lose
    device.network = network;
    await device.sync();
    this.connect(device);
  }

  async sendLateRequest() {
    if (this.requests.length === 0) return false;
    const { device, path, init } = this.chance.one(this.requests);
    await device.request(path, init);
  }

  async answerWhileSyncing(device) {
    if (device.isOffline) this.connect(device);
    await this.edit(device);
    const { network } = device;
    device.network = async (path, init) => {
      device.network = network;
      const response = await device.network(path, init);
      await this.recite(device);
      await this.edit(device);
      return response;
    };
    await this.sync(device);
  }

  // what happens to the device and to the server

  async dieWhileSyncing(device) {
    if (device.isOffline) this.connect(device);
    await this.recite(device);
    return syncAndDieAtWrite(device, this.chance.whole(1, 9));
  }

  /** Whether it was saved is known when the page is open again. */
  async dieWhileSaving(device) {
    const replaced = await this.heldOperations(device);
    const { now_ms } = this.time;
    const [list] = (await device.lists()).filter(({ items }) => items.length > 0);
    const text = { kind: "item", record_id: list.items[0].id, field: "text", value: `亡${now_ms}` };
    const isAnswer = this.chance.next() < 0.5;
    const save = () => (isAnswer ? device.recite(list.id, [2]) : device.editAll([text]));
    const died = await saveAndDieAtWrite(device, this.chance.whole(1, 5), save);
    const unknown = (row) => row.device_id === undefined || !this.model.saved.has(row.event_id);
    this.model.save((await device.rows("events")).filter(unknown));
    const saved = (await device.rows("registers")).find((row) => row.value === text.value);
    if (saved) this.learnEdit(saved, replaced);
    return died;
  }

  restart(device) {
    return device.restart();
  }

  jumpClock(device) {
    const { chance } = this;
    device.skew_ms = chance.one([0, 0, 90_000, -90_000, 3_600_000, -DAY_MS, 400 * DAY_MS]);
    device.utc_offset_minutes = chance.one([480, 480, 0, -300, 825]);
  }

  /**
   * A second phone is set up from this one's backup. When the learner has no more room, it takes
   * the place of one that has handed everything over.
   */
  async copyDevice(device) {
    if (this.devices.length >= MOST_DEVICES) await this.retire(device);
    await this.recite(device);
    const copy = await device.clone(`copy ${this.stepsLived}`);
    copy.skew_ms = device.skew_ms;
    this.connect(copy);
    this.devices.push(copy);
  }

  async retire(heir) {
    const old = this.chance.one(this.devices.filter((device) => device !== heir));
    for (const device of [old, heir]) {
      this.connect(device);
      await this.sync(device);
    }
    this.devices = this.devices.filter((device) => device !== old);
    await forget(old);
  }

  async backUp() {
    await this.server.do("back_up");
    this.model.backUp();
  }

  async restoreServer() {
    await this.server.do("restore", { with_epoch: true });
    this.model.restore();
  }

  // what must hold

  async checkNothingIsLost() {
    const feed = await this.server.do("feed", { account_id: this.account_id });
    await this.model.checkNothingIsLost(this.devices, feed);
  }

  async settle() {
    for (const device of this.devices) this.connect(device);
    for (let round = 0; round < 2; round += 1) {
      for (const device of this.devices) await this.sync(device);
    }
  }

  async checkOutcome() {
    await this.checkNothingIsLost();
    const [first, ...others] = this.devices;
    const expected = await holdingsOf(first);
    for (const device of others) assert.deepEqual(await holdingsOf(device), expected, device.name);
    for (const device of this.devices) {
      assert.deepEqual(await device.rows("outbox"), [], `${device.name} has sent all`);
    }
    const { account_id } = this;
    const events = await this.server.do("events", { account_id });
    const registers = await this.server.do("registers", { account_id });
    this.model.checkOutcome(expected, events, registers);
    await rebuildAll(first.database);
    assert.deepEqual(await holdingsOf(first), expected, "what grew step by step is the replay");
  }

  async end() {
    // A copy that has not yet been told from its original may have signed in in its name.
    await this.sync(this.devices[0]);
    await this.devices[0].accounts.deleteAccount({ password: PASSWORD });
    for (const device of this.devices) await forget(device);
  }
}

const holdingsOf = async (device) => ({
  ...(await device.holdings()),
  decks: await device.rows("decks"),
});

async function forget(device) {
  await device.syncer.stop();
  await device.database.close();
}
