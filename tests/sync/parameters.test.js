// Parameters fitted on the real server reach devices, which then replay as the server does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PARAMETERS_ID } from "../../static/src/lib/ids.js";
import { modelFrom } from "../../static/src/settings/parameters.js";
import { learnerWith, syncAll } from "./device.js";
import { RealServer } from "./real-server.js";

const REVIEWS = 3200; // enough that 2048 are on a later day than the one before
const NUMBERS = ["stability", "difficulty"];
const COUNTS = ["last_study_day", "review_count", "lapse_count", "last_rating"];

let server;
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

/** @param {import("./device.js").Device} device @param {string} account_id */
async function assertStatesOfServer(device, account_id) {
  const expected = await server.do("states", { account_id });
  const rows = await device.rows("memory_states");
  assert.deepEqual(rows.map((row) => row.card_id).sort(), Object.keys(expected).sort());
  for (const row of rows) {
    const state = expected[row.card_id];
    for (const name of COUNTS) assert.equal(row[name], state[name], name);
    for (const name of NUMBERS) {
      assert.ok(Math.abs(row[name] / state[name] - 1) < 1e-9, `${name} of ${row.card_id}`);
    }
  }
  return rows;
}

test("fitted parameters change every state on every device to what the server replays", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone", "tablet"]);
  const [phone, tablet] = devices;
  const lists = await phone.lists();
  const card_ids = lists.flatMap((list) => list.items.map((item) => item.card_id));
  await server.do("study", { account_id, card_ids, reviews: REVIEWS });
  await syncAll(devices);
  const before = await assertStatesOfServer(phone, account_id);

  const value = await server.do("fit_parameters", { account_id });
  assert.equal(value.model, "FSRS-6");
  assert.ok(value.review_count >= 2048 && value.review_count < REVIEWS);
  // One of them goes on studying by the old parameters, offline.
  const ratings = lists[0].items.map(() => 3);
  await tablet.recite(lists[0].id, ratings);
  await syncAll(devices);

  const after = await assertStatesOfServer(phone, account_id);
  await assertStatesOfServer(tablet, account_id);
  const held = await phone.holdings();
  assert.deepEqual(await tablet.holdings(), held);
  const [register] = held.registers.filter(({ record_id }) => record_id === PARAMETERS_ID);
  assert.deepEqual([register.field, register.value], ["fitted", value]);
  assert.equal(modelFrom([register]).first(3).stability, value.values[2]);
  const changed = after.filter(({ card_id, stability }) => {
    const old = before.find((row) => row.card_id === card_id);
    return Math.abs(stability / old.stability - 1) > 0.01;
  });
  assert.ok(changed.length > card_ids.length / 2, "the parameters are other ones");
  await phone.restart();
  assert.deepEqual(await phone.holdings(), held, "nothing is left to rebuild");
});

test("a learner with few reviews gets no parameters", async () => {
  const { devices, account_id } = await learnerWith(server, ["phone"]);
  const [phone] = devices;
  const [list] = await phone.lists();
  await phone.recite(
    list.id,
    list.items.map(() => 3),
  );
  await syncAll(devices);
  assert.equal(await server.do("fit_parameters", { account_id }), null);
  await assertStatesOfServer(phone, account_id);
});
