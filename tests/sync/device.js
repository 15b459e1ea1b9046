// A learner's device: the real client code of the page on an IndexedDB of its own, a cookie jar, a
// clock, and a network that can be told to fail. The answers, the undos and the edits go the same
// way as in the page.
import { randomBytes } from "node:crypto";
import { Accounts } from "../../static/src/accounts/accounts.js";
import { ensureDevice, takeDevSeq } from "../../static/src/db/device.js";
import { addEvent } from "../../static/src/db/events.js";
import { readMeta } from "../../static/src/db/meta.js";
import { openDatabase } from "../../static/src/db/open.js";
import { queueEvent } from "../../static/src/db/outbox.js";
import { editAll } from "../../static/src/decks/edits.js";
import { refreshLibrary } from "../../static/src/decks/library.js";
import { newId } from "../../static/src/lib/ids.js";
import { saveReview, saveUndo } from "../../static/src/study/answers.js";
import { REBUILD_STORES, rebuildIfNeeded, rebuildTouched } from "../../static/src/study/rebuild.js";
import { begin, mark, reveal } from "../../static/src/study/recital.js";
import { Syncer } from "../../static/src/sync/syncer.js";

export const STORES = [
  ...["meta", "decks", "key_lists", "items", "registers"],
  ...["events", "memory_states", "schedules", "outbox", "speeches", "paragraphs"],
];
export const DAY_MS = 86_400_000;
export const NOON = Date.UTC(2026, 10, 23, 4); // 12:00 in Beijing

export class Device {
  skew_ms = 0;
  utc_offset_minutes = 480;
  cookies = new Map();
  news = [];

  /**
   * @param {import("./real-server.js").RealServer} server
   * @param {string} name
   * @param {{now_ms: number}} time the true one, which the server has; `skew_ms` is this device's error
   */
  constructor(server, name, time) {
    this.server = server;
    this.name = name;
    this.time = time;
    this.network = (path, init) => this.request(path, init);
  }

  /** A device whose page was opened once: it holds the starter deck and no account. */
  static async fresh(server, name, time) {
    const device = new Device(server, name, time);
    await device.open(`${name}-${newId()}`);
    await refreshLibrary(device.database, (path, init) => device.request(path, init));
    return device;
  }

  /** A page begins its life, as after a crash: nothing but the database and the cookies stays. */
  async open(database_name = this.database.name) {
    this.database = await openDatabase(database_name);
    await ensureDevice(this.database, newId());
    await rebuildIfNeeded(this.database);
    this.client = {
      database: this.database,
      now: () => this.now(),
      fetch: (path, init) => this.network(path, init),
      device_name: () => this.name,
    };
    this.syncer = new Syncer(this.client, {
      publish: (status) => {
        this.status = status;
      },
      onChanged: () => this.news.push("changed"),
      random: () => 0.5,
      stopwatch: () => performance.now(),
      timers: { setTimeout: () => 0, clearTimeout: () => {} },
      locks: undefined,
      page: new EventTarget(),
      document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    });
    this.accounts = new Accounts(this.client, this.syncer, () => this.news.push("account"));
  }

  /** The page dies; what was not written is lost. */
  async restart() {
    await this.syncer.stop();
    await this.database.close();
    await this.open();
  }

  /** The same disk and cookies once more, as after restoring a phone's backup onto another phone. */
  async clone(name) {
    const copy = new Device(this.server, name, this.time);
    copy.cookies = new Map(this.cookies);
    await copy.open(`${name}-${newId()}`);
    const rows = await this.database.read(STORES, async (tx) =>
      Promise.all(STORES.map(async (store) => [store, await tx.objectStore(store).getAll()])),
    );
    await copy.database.write(STORES, async (tx) => {
      for (const [store, all] of rows) {
        await tx.objectStore(store).clear();
        for (const row of all) await tx.objectStore(store).put(row);
      }
    });
    return copy;
  }

  now() {
    return this.time.now_ms + this.skew_ms;
  }

  moment() {
    return { now_ms: this.now(), utc_offset_minutes: this.utc_offset_minutes };
  }

  /** What a browser adds to fetch: the address, the cookies, the word that it is its own page. */
  async request(path, init) {
    await this.server.do("set_clock", { now_ms: this.time.now_ms });
    const response = await fetch(new URL(path, this.server.url), {
      ...init,
      headers: {
        ...init.headers,
        cookie: [...this.cookies].map(([key, value]) => `${key}=${value}`).join("; "),
        "sec-fetch-site": "same-origin",
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value) this.cookies.set(key, value);
      else this.cookies.delete(key);
    }
    await this.onAnswer?.(path, response.clone());
    return response;
  }

  /** @returns {Promise<any[]>} all key lists with their items, in order */
  async lists() {
    const [key_lists, items] = await Promise.all([this.rows("key_lists"), this.rows("items")]);
    const byPosition = (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1);
    return key_lists.sort(byPosition).map((key_list) => ({
      ...key_list,
      items: items.filter((item) => item.key_list_id === key_list.id).sort(byPosition),
    }));
  }

  /** Recite a list: one rating for each of its items. @returns {Promise<string[]>} event ids */
  async recite(key_list_id, ratings, recital_id = newId()) {
    const { items, ...key_list } = (await this.lists()).find((list) => list.id === key_list_id);
    const asked_card_ids = items.map((item) => item.card_id);
    const { learner_id } = await this.meta("device");
    let recital = { ...begin({ recital_id, key_list, items, asked_card_ids }), learner_id };
    const event_ids = [];
    for (const [index, rating] of ratings.entries()) {
      const event_id = newId();
      const { card_id } = items[index];
      recital = mark(reveal(recital), rating, event_id);
      const review = { event_id, card_id, rating, duration_ms: 2_000 };
      await saveReview(this.database, review, recital, this.moment());
      this.time.now_ms += 3_000;
      event_ids.push(event_id);
    }
    return event_ids;
  }

  /** Take back an event of any device. */
  async undo(target) {
    const item = (await this.rows("items")).find((each) => each.card_id === target.card_id);
    const { items, ...key_list } = (await this.lists()).find((l) => l.id === item.key_list_id);
    const { learner_id } = await this.meta("device");
    const begun = begin({ recital_id: newId(), key_list, items, asked_card_ids: [] });
    const recital = { ...begun, learner_id };
    const undo = { event_id: newId(), card_id: target.card_id, target_event_id: target.event_id };
    await saveUndo(this.database, undo, recital, this.moment());
    this.time.now_ms += 1_000;
    return undo.event_id;
  }

  /** Forget a card's progress. No view does this yet; it is written as a view would. */
  async reset(card_id) {
    const stores = [...REBUILD_STORES, "meta", "outbox"];
    const { now_ms, utc_offset_minutes } = this.moment();
    const when = { occurred_at_ms: now_ms, utc_offset_minutes, rollover_hour: 4 };
    const content = { event_id: newId(), kind: "reset", card_id, ...when };
    await this.database.write(stores, async (tx) => {
      const event = { ...content, ...(await takeDevSeq(tx)) };
      await addEvent(tx, event);
      await queueEvent(tx, event, now_ms);
      await rebuildTouched(tx, { card_ids: [card_id] });
    });
    this.time.now_ms += 1_000;
    return content.event_id;
  }

  async edit(kind, record_id, field, value) {
    const [made] = await this.editAll([{ kind, record_id, field, value }]);
    return made;
  }

  async editAll(changes) {
    const made = await editAll(this.database, changes, this.moment());
    this.time.now_ms += 1_000;
    return made;
  }

  async sync() {
    await this.syncer.now();
    return this.status;
  }

  rows(store) {
    return this.database.read([store], (tx) => tx.objectStore(store).getAll());
  }

  meta(name) {
    return this.database.read(["meta"], (tx) => readMeta(tx, name));
  }

  /** What must be equal on all devices of an account, in an order of its own. */
  async holdings() {
    const without = ({ seq, received_at_ms, ...row }) => row;
    const by = (key) => (a, b) => (String(key(a)) < String(key(b)) ? -1 : 1);
    const [events, registers, memory_states, schedules] = await Promise.all(
      ["events", "registers", "memory_states", "schedules"].map((store) => this.rows(store)),
    );
    return {
      events: events.map(without).sort(by((row) => row.event_id)),
      registers: registers.map(without).sort(by((row) => [row.record_id, row.field])),
      memory_states: memory_states.sort(by((row) => row.card_id)),
      schedules: schedules.sort(by((row) => row.key_list_id)),
      lists: await this.lists(),
    };
  }
}

export const PASSWORD = "correct horse 电池";

/**
 * Devices of one new account, all with the starter deck, synced once.
 * @param {import("./real-server.js").RealServer} server
 * @param {string[]} names
 * @returns {Promise<{devices: Device[], account_id: string, time: {now_ms: number}, name: string}>}
 */
export async function learnerWith(server, names) {
  const time = { now_ms: NOON };
  const devices = [];
  for (const each of names) devices.push(await Device.fresh(server, each, time));
  // By true chance, also in a life that is played again: names are taken once.
  const name = `learner ${randomBytes(16).toString("hex")}`;
  await devices[0].accounts.create({ name, password: PASSWORD });
  for (const device of devices.slice(1)) await device.accounts.signIn({ name, password: PASSWORD });
  for (const device of devices) await device.sync();
  const { account_id } = await devices[0].meta("account");
  return { devices, account_id, time, name };
}

/** Two rounds: the first brings everything to the server, the second brings it to everyone. */
export async function syncAll(devices) {
  for (const device of [...devices, ...devices]) await device.sync();
}
