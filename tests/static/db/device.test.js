// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { ensureDevice, takeDevSeq } from "../../../static/src/db/device.js";
import { newId } from "../../../static/src/lib/ids.js";
import { freshDatabase } from "./fresh.js";

test("a device keeps its first id", async () => {
  const database = await freshDatabase();
  const first = await ensureDevice(database, newId());
  assert.deepEqual(await ensureDevice(database, newId()), first);
});

test("sequence numbers have no gap, also when a transaction fails", async () => {
  const database = await freshDatabase();
  const take = () => database.write(["meta"], takeDevSeq);
  assert.equal((await take()).dev_seq, 1);
  const failing = database.write(["meta"], async (tx) => {
    await takeDevSeq(tx);
    throw new Error("later");
  });
  await assert.rejects(failing);
  const numbers = await Promise.all([take(), take(), take()]);
  assert.deepEqual(
    numbers.map(({ dev_seq }) => dev_seq),
    [2, 3, 4],
  );
});
