// What must come out of a life, kept beside it by the plainest means: sets and maximums.
import assert from "node:assert/strict";

/** How far ahead of the true time a clock value may lie before the server gives its own. */
const BELIEVED_AHEAD_MS = 60_000;

const CONTENT = { deck: "decks", key_list: "key_lists", item: "items" };

const rank = ({ hlc, device_id, op_id }) => `${hlc} ${device_id} ${op_id}`;
const placeOf = ({ record_id, field }) => `${record_id} ${field}`;

export class Model {
  /** Every event that was ever saved on a device, as it was then. @type {Map<string, any>} */
  saved = new Map();
  /** Every edit that was ever saved, by field. @type {Map<string, Map<string, any>>} */
  edits = new Map();
  /** Events that the server has acknowledged in the life that it is in. @type {Set<string>} */
  acknowledged = new Set();
  /** Those that were acknowledged when the backup was made. @type {Set<string>} */
  backedUp = new Set();
  /** The time that the server gave to each event, in the life that it is in. @type {Map<string, number>} */
  given = new Map();

  /** @param {any[]} events as a device has stored them */
  save(events) {
    for (const event of events) this.saved.set(event.event_id, event);
  }

  /** @param {any} edit @param {string | undefined} replaced the operation that its maker saw @param {number} true_ms */
  edit(edit, replaced, true_ms) {
    const place = placeOf(edit);
    if (!this.edits.has(place)) this.edits.set(place, new Map());
    const isAhead = Number(edit.hlc.slice(0, 15)) > true_ms + BELIEVED_AHEAD_MS;
    this.edits.get(place)?.set(edit.op_id, { ...edit, replaced, isAhead });
  }

  /** An answer has left the server, whether or not it arrives. @param {any} answer */
  hear({ outcome, event_acks, events }) {
    if (outcome !== "ok") return;
    for (const { event_id, outcome: each, effective_at_ms, message } of event_acks) {
      assert.notEqual(each, "rejected", `the server refuses ${event_id}: ${message}`);
      if (each === "device_forked") continue;
      this.acknowledged.add(event_id);
      this.#hearTime(event_id, effective_at_ms);
    }
    for (const event of events) this.#hearTime(event.event_id, event.effective_at_ms);
  }

  #hearTime(event_id, at_ms) {
    assert.equal(at_ms, this.given.get(event_id) ?? at_ms, `the time of ${event_id} is given once`);
    this.given.set(event_id, at_ms);
  }

  backUp() {
    this.backedUp = new Set(this.acknowledged);
  }

  restore() {
    this.acknowledged = new Set(this.backedUp);
    this.given = new Map();
  }

  /**
   * At any moment: what was acknowledged is there; what a device has is there or waits; what lies
   * behind a device's cursor is on the device.
   * @param {import("./device.js").Device[]} devices
   * @param {{epoch: string, events: [string, number][], registers: [string, string, string, string, number][]}} feed
   */
  async checkNothingIsLost(devices, feed) {
    const stored = new Set(feed.events.map(([id]) => id));
    for (const id of this.acknowledged) assert.ok(stored.has(id), `acknowledged and lost: ${id}`);
    for (const device of devices) {
      const { epoch, cursor } = (await device.meta("sync")) ?? {};
      const held = new Set((await device.rows("events")).map((event) => event.event_id));
      if (epoch !== feed.epoch) continue;
      const waiting = new Set((await device.rows("outbox")).map((row) => row.id));
      for (const id of held) {
        assert.ok(stored.has(id) || waiting.has(id), `${device.name} does not send ${id}`);
      }
      for (const [id, seq] of feed.events) {
        assert.ok(seq > cursor || held.has(id), `the cursor of ${device.name} skips event ${id}`);
      }
      const registers = new Map((await device.rows("registers")).map((row) => [placeOf(row), row]));
      for (const [record_id, field, hlc, op_id, seq] of feed.registers) {
        const own = registers.get(placeOf({ record_id, field }));
        const isSeen = own && (own.op_id === op_id || own.hlc >= hlc);
        assert.ok(seq > cursor || isSeen, `the cursor of ${device.name} skips edit ${op_id}`);
      }
    }
  }

  /**
   * In the end, after quiet rounds.
   * @param {any} holdings of one device; all have the same
   * @param {any[]} storedEvents rows of the server
   * @param {any[]} storedRegisters
   */
  checkOutcome(holdings, storedEvents, storedRegisters) {
    this.#checkEvents(holdings.events, storedEvents);
    this.#checkWinners(holdings.registers, storedRegisters);
    this.#checkContent(holdings);
  }

  #checkEvents(events, stored) {
    const ids = [...this.saved.keys()].sort();
    const idsOf = (rows, key) => rows.map((row) => row[key]).sort();
    assert.deepEqual(idsOf(stored, "id"), ids, "the server has every saved event, once");
    assert.deepEqual(idsOf(events, "event_id"), ids, "a device has every saved event, once");
    const onServer = new Map(stored.map((row) => [row.id, row]));
    const same = ["kind", "card_id", "rating", "target_event_id", "occurred_at_ms"];
    for (const event of events) {
      const saved = this.saved.get(event.event_id);
      for (const name of same) assert.equal(event[name], saved[name], `${name} is as it was saved`);
      const row = onServer.get(event.event_id);
      for (const name of ["effective_at_ms", "device_id", "dev_seq"]) {
        assert.equal(event[name], row[name], `${name} is the server's`);
      }
    }
  }

  #checkWinners(registers, stored) {
    const byPlace = (rows) => new Map(rows.map((row) => [placeOf(row), row]));
    const [here, there] = [byPlace(registers), byPlace(stored)];
    assert.deepEqual([...here.keys()].sort(), [...this.edits.keys()].sort(), "every edited field");
    for (const [place, made] of this.edits) {
      const winner = here.get(place);
      const all = [...made.values()];
      assert.deepEqual(rank(winner), rank(there.get(place)), "the server has the same winner");
      const own = made.get(winner.op_id);
      assert.ok(own, "the winner is an edit that somebody made");
      assert.deepEqual(winner.value, own.value);
      if (!all.some((each) => each.isAhead)) {
        const greatest = all.reduce((a, b) => (rank(a) > rank(b) ? a : b));
        assert.equal(winner.op_id, greatest.op_id, "the greatest (hlc, device_id, op_id) holds it");
      }
    }
  }

  #checkContent({ registers, decks, lists }) {
    const items = lists.flatMap((list) => list.items);
    const rows = new Map([...decks, ...lists, ...items].map((row) => [row.id, row]));
    for (const { kind, record_id, field, value } of registers) {
      if (!CONTENT[kind]) continue;
      const row = rows.get(record_id);
      if (row) assert.deepEqual(row[field], value, `${kind} shows its ${field}`);
    }
  }
}
