// A file that another device wrote is brought in on a device that has an account.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { importEverything } from "../../static/src/app/portable.js";
import { newId } from "../../static/src/lib/ids.js";
import { learnerWith } from "./device.js";
import { RealServer } from "./real-server.js";

const DAY_MS = 86_400_000;

/** @type {RealServer} */
let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

const file = ({ events = [], edits = [] }) =>
  JSON.stringify({ format: "jiyao", version: 1, events, edits });

/** Reviews of a phone that never had an account, of a year ago. */
function oldReviews(card_ids, now_ms) {
  const device_id = newId();
  return card_ids.map((card_id, index) => ({
    ...{ event_id: newId(), kind: "review", card_id, rating: 3, recital_id: null },
    ...{ occurred_at_ms: now_ms - 365 * DAY_MS + index * 1_000, utc_offset_minutes: 480 },
    ...{ rollover_hour: 4, duration_ms: 1_000, device_id, dev_seq: index + 1 },
  }));
}

test("a copied device that holds another one's reviews leaves them their device, number and time", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list, other] = await phone.lists();
  await phone.recite(list.id, [3]);
  await phone.sync();
  const copy = await phone.clone("copy");
  await phone.recite(list.id, [3, 3]);
  await phone.sync();
  await copy.recite(list.id, [1, 1]); // under the numbers that the phone has used meanwhile
  const cards = Array.from({ length: 600 }, (_, index) => other.items[index % 2].card_id);
  const events = oldReviews(cards, copy.now());
  await importEverything(copy.database, file({ events }), copy.moment());
  await copy.sync();
  assert.deepEqual([copy.status.phase, copy.status.waiting], ["idle", 0]);
  const stored = new Map((await server.do("events", { account_id })).map((row) => [row.id, row]));
  assert.equal(stored.size, 5 + events.length);
  for (const event of events) {
    const { effective_at_ms, device_id, dev_seq } = stored.get(event.event_id);
    const given = { effective_at_ms, device_id, dev_seq };
    const own = { device_id: event.device_id, dev_seq: event.dev_seq };
    assert.deepEqual(given, { effective_at_ms: event.occurred_at_ms, ...own });
  }
});

test("a newer edit wins on a device whose clock is a year behind", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const [list] = await phone.lists();
  await tablet.edit("item", list.items[0].id, "text", "旧");
  await tablet.sync();
  const hlc = `${String(tablet.now() + 1_000).padStart(15, "0")}-00000`;
  const newer = { op_id: newId(), kind: "item", record_id: list.items[0].id, field: "text" };
  const edits = [{ ...newer, value: "新", hlc, device_id: newId() }];
  phone.skew_ms = -365 * DAY_MS;
  await importEverything(phone.database, file({ edits }), phone.moment());
  await phone.sync();
  await tablet.sync();
  const texts = await Promise.all(devices.map(async (it) => (await it.lists())[0].items[0].text));
  assert.deepEqual(texts, ["新", "新"]);
});

test("what came before the network ended is shown, though the rest is still to come", async () => {
  const { devices } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const cards = Array.from({ length: 600 }, () => newId());
  const events = oldReviews(cards, tablet.now());
  await importEverything(tablet.database, file({ events }), tablet.moment());
  await tablet.sync();
  let pages = 0;
  phone.network = (path, init) => {
    if (path === "/api/sync" && ++pages > 1) throw new TypeError("the network is gone");
    return phone.request(path, init);
  };
  await phone.sync();
  assert.equal(phone.status.phase, "offline");
  assert.equal((await phone.rows("events")).length, 500);
  assert.equal((await phone.rows("memory_states")).length, 500);
});
