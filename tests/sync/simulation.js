// A learner's devices live through days of study and of faults, chosen by a seed. At the end they
// must hold the same, and all that was ever saved on any of them.
//
// A new kind of fault is a line in FAULTS and a method of World that returns false when it could not
// happen.

import "./seeded.js"; // before whatever makes ids

import assert from "node:assert/strict";
import { SETTINGS_ID } from "../../static/src/lib/ids.js";
import { rebuildAll } from "../../static/src/study/rebuild.js";
import { syncAndDieAtWrite } from "./crash.js";
import { DAY_MS, learnerWith, PASSWORD } from "./device.js";
import { cutAfter, none, twice, withoutAnswer } from "./network.js";
import { Chance, withIdsFrom } from "./seeded.js";

const MOST_DEVICES = 5;
const KEPT_REQUESTS = 20;

/** @typedef {[number, string][]} Weighted weight and method of World */

/** @type {Weighted} */
const LIFE = [
  [20, "recite"],
  [6, "undo"],
  [10, "edit"],
  [20, "sync"],
  [6, "letTimePass"],
];

/** @type {Weighted} */
const FAULTS = [
  [5, "goOffline"],
  [5, "loseAnswer"],
  [5, "sendTwice"],
  [5, "cutAnswer"],
  [5, "sendLateRequest"],
  [5, "dieWhileSyncing"],
  [3, "restart"],
  [5, "jumpClock"],
  [1, "copyDevice"],
  [1.5, "restoreServer"],
];

export const FAULT_NAMES = FAULTS.map(([, name]) => name);

/**
 * @param {import("./real-server.js").RealServer} server
 * @param {{seed: number, steps: number, devices: number}} plan
 * @returns {Promise<{counts: Map<string, number>, saved: Set<string>}>} how often each step
 *   happened, and the ids of all events
 * @throws {assert.AssertionError} the devices differ, or something was lost
 */
export function simulate(server, { seed, steps, devices }) {
  const chance = new Chance(seed);
  return withIdsFrom(chance, async () => {
    const names = Array.from({ length: devices }, (_, index) => `device ${index + 1}`);
    const world = new World(server, chance, await learnerWith(server, names));
    await server.do("back_up");
    for (let step = 0; step < steps; step += 1) await world.step();
    await world.settle();
    await world.check();
    await world.close();
    const { counts, saved } = world;
    return { counts, saved };
  });
}

class World {
  /** @type {Map<string, number>} */
  counts = new Map();
  /** Every event that was ever saved on a device. @type {Set<string>} */
  saved = new Set();
  /** @type {{device: any, path: string, init: any}[]} */
  requests = [];

  constructor(server, chance, { devices, account_id, time, name }) {
    Object.assign(this, { server, chance, devices, account_id, time, name });
    for (const device of devices) this.connect(device);
  }

  async step() {
    const name = this.chance.weighted([...LIFE, ...FAULTS]);
    const device = this.chance.one(this.devices);
    this.time.now_ms += this.chance.whole(1, 600) * 1000;
    // A device comes back online some day, whatever else happens to it.
    if (device.isOffline && this.chance.next() < 0.15) this.connect(device);
    if ((await this[name](device)) === false) return;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  // what a learner does

  async recite(device) {
    const lists = (await device.lists()).filter((list) => list.items.length > 0);
    const list = this.chance.one(lists.slice(0, 4)); // few, so that devices meet on them
    const ratings = list.items.slice(0, this.chance.whole(1, 3)).map(() => this.chance.whole(1, 4));
    for (const id of await device.recite(list.id, ratings)) this.saved.add(id);
  }

  async undo(device) {
    const reviews = (await device.rows("events")).filter((event) => event.kind === "review");
    if (reviews.length === 0) return false;
    this.saved.add(await device.undo(this.chance.one(reviews)));
  }

  async edit(device) {
    const [list] = await device.lists();
    const item = this.chance.one(list.items);
    const word = `字${this.chance.whole(0, 999)}`;
    const isDeleted = this.chance.next() < 0.4;
    await device.edit(
      ...this.chance.one([
        ["item", item.id, "text", word],
        ["item", item.id, "detail", word],
        ["item", item.id, "deleted", isDeleted],
        ["key_list", list.id, "name", word],
        ["key_list", list.id, "deleted", isDeleted],
        ["settings", SETTINGS_ID, "desired_retention", this.chance.one([0.8, 0.85, 0.9])],
        ["settings", SETTINGS_ID, "rollover_hour", this.chance.whole(0, 6)],
      ]),
    );
  }

  letTimePass() {
    this.time.now_ms += this.chance.whole(1, 60) * 3_600_000;
  }

  // what happens to the network

  connect(device) {
    device.isOffline = false;
    device.network = (path, init) => {
      this.requests.push({ device, path, init });
      if (this.requests.length > KEPT_REQUESTS) this.requests.shift();
      return device.request(path, init);
    };
  }

  async sync(device) {
    await device.sync();
    if (device.isOffline) return;
    if (device.status.phase === "signed_out") await this.signIn(device);
    else assert.equal(device.status.phase, "idle", `${device.name}: ${device.status.code}`);
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

  // what happens to the device and to the server

  async dieWhileSyncing(device) {
    if (device.isOffline) this.connect(device);
    await this.recite(device);
    return syncAndDieAtWrite(device, this.chance.whole(1, 8));
  }

  restart(device) {
    return device.restart();
  }

  jumpClock(device) {
    const jump = this.chance.one([0, 0, 90_000, -90_000, 3_600_000, -DAY_MS, 400 * DAY_MS]);
    device.skew_ms = jump;
    device.utc_offset_minutes = this.chance.one([480, 480, 0, -300, 825]);
  }

  async copyDevice(device) {
    if (this.devices.length >= MOST_DEVICES) return false;
    const copy = await device.clone(`copy ${this.devices.length + 1}`);
    copy.skew_ms = device.skew_ms;
    this.connect(copy);
    this.devices.push(copy);
  }

  async restoreServer() {
    await this.server.do("restore", { with_epoch: true });
    await this.server.do("back_up");
    this.requests = []; // of a server's life that is over
  }

  // what must come out

  async settle() {
    for (const device of this.devices) this.connect(device);
    for (let round = 0; round < 2; round += 1) {
      for (const device of this.devices) await this.sync(device);
    }
  }

  async check() {
    const [first, ...others] = this.devices;
    const expected = await first.holdings();
    for (const device of others) assert.deepEqual(await device.holdings(), expected, device.name);
    for (const device of this.devices) {
      assert.deepEqual(await device.rows("outbox"), [], `${device.name} has sent all`);
    }
    const { account_id } = this;
    const stored = await this.server.do("events", { account_id });
    const ids = stored.map((event) => event.id).sort();
    assert.deepEqual(ids, [...this.saved].sort(), "every event is kept, and once");
    assert.deepEqual(
      expected.events.map((event) => event.event_id),
      ids,
    );
    const registers = await this.server.do("registers", { account_id });
    assert.equal(registers.length, expected.registers.length);
    await rebuildAll(first.database);
    assert.deepEqual(await first.holdings(), expected, "what grew step by step is the replay");
  }

  async close() {
    for (const device of this.devices) {
      await device.syncer.stop();
      await device.database.close();
      indexedDB.deleteDatabase(device.database.name);
    }
  }
}
