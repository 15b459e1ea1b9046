// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { queueEdit } from "../../../static/src/db/outbox.js";
import { isLater, putRegister, restamp } from "../../../static/src/db/registers.js";
import { freshDatabase, rows } from "./fresh.js";
import { madeEdit } from "./records.js";

const STORES = ["registers", "outbox"];

test("the later stamp wins, then the greater device, then the greater operation", () => {
  const edit = madeEdit({ hlc: "001766000000000-00001", device_id: "b", op_id: "b" });
  assert.ok(isLater(edit, undefined));
  assert.ok(isLater({ ...edit, hlc: "001766000000000-00002", device_id: "a", op_id: "a" }, edit));
  assert.ok(isLater({ ...edit, device_id: "c", op_id: "a" }, edit));
  assert.ok(isLater({ ...edit, op_id: "c" }, edit));
  assert.ok(!isLater(edit, edit));
  assert.ok(!isLater({ ...edit, hlc: "001766000000000-00000", device_id: "z" }, edit));
});

test("a replaced operation leaves the outbox with its content", async () => {
  const database = await freshDatabase();
  const older = madeEdit();
  const newer = madeEdit({ record_id: older.record_id, hlc: "001766000000000-00001" });
  await database.write(STORES, async (tx) => {
    await putRegister(tx, older);
    await queueEdit(tx, older, 0);
    await putRegister(tx, newer);
  });
  assert.deepEqual(await rows(database, "registers"), [newer]);
  assert.deepEqual(await rows(database, "outbox"), []);
});

test("a server's stamp is taken only by the operation that it was given to", async () => {
  const database = await freshDatabase();
  const edit = madeEdit();
  const hlc = "001765000000000-00000";
  await database.write(STORES, async (tx) => {
    await putRegister(tx, edit);
    await restamp(tx, { ...edit, op_id: "another", hlc });
  });
  assert.deepEqual(await rows(database, "registers"), [edit]);
  await database.write(STORES, (tx) => restamp(tx, { ...edit, hlc }));
  assert.deepEqual(await rows(database, "registers"), [{ ...edit, hlc }]);
});
