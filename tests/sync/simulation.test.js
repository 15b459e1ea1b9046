// Random lives of three and more devices. One of them again: SEED=17 npm run test:sync
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { RealServer } from "./real-server.js";
import { FAULT_NAMES, simulate } from "./simulation.js";

const FIRST_SEED = Number(process.env.SEED ?? 1);
const LIVES = Number(process.env.LIVES ?? (process.env.SEED ? 1 : 12));
const STEPS = Number(process.env.STEPS ?? 80);

/** Seeds that once failed; each stays here for ever. */
const ONCE_FAILED = [];

let server;
const counts = new Map();
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

const seeds = Array.from({ length: LIVES }, (_, index) => FIRST_SEED + index);
for (const seed of new Set([...ONCE_FAILED, ...seeds])) {
  test(`devices that live by seed ${seed} end alike and lose nothing`, async () => {
    const life = await simulate(server, { seed, steps: STEPS, devices: 3 });
    for (const [name, count] of life.counts) counts.set(name, (counts.get(name) ?? 0) + count);
  });
}

test("every kind of fault has happened", { skip: LIVES < 8 && "few lives only" }, (t) => {
  t.diagnostic(FAULT_NAMES.map((name) => `${name} ${counts.get(name) ?? 0}`).join(", "));
  const missing = FAULT_NAMES.filter((name) => !counts.get(name));
  if (missing.length > 0) throw new Error(`never happened: ${missing.join(", ")}`);
});

test("a seed is the same life each time", async () => {
  const plan = { seed: FIRST_SEED, steps: 20, devices: 2 };
  assert.deepEqual(await simulate(server, plan), await simulate(server, plan));
});
