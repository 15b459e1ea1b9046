// Random lives of three to five devices. One of them again, as a failure writes it:
// SEED=17 DEVICES=3 STEPS=4.recite,9.sync npm run test:simulation
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { FAULT_NAMES, parseLife, planLife, readLife, writeLife } from "./life.js";
import { RealServer } from "./real-server.js";
import { shrink } from "./shrink.js";
import { simulate } from "./simulation.js";

/** Each of 200 steps. Without LIVES: enough for EACH_FAULT, and more while two minutes are not over. */
const LIVES = Number(process.env.LIVES ?? 18);
const STEPS = 200;
const TIME_MS = process.env.LIVES ? 0 : 120_000;
const EACH_FAULT = 100;
/** Lives that once failed, as a failure writes them, with what was wrong; each stays for ever. */
const ONCE_FAILED = JSON.parse(
  readFileSync(new URL("./failing-lives.json", import.meta.url), "utf8"),
);

let server;
const counts = new Map();
before(async () => {
  server = await RealServer.start();
});
after(() => server.stop());

if (process.env.SEED) {
  const life = readLife(process.env);
  test(`the life ${writeLife(life)}`, () => simulate(server, life));
} else {
  for (const { life, was } of ONCE_FAILED) {
    test(`once failed: ${was} (${life})`, () => simulate(server, parseLife(life)));
  }
  const begun_ms = performance.now();
  const live = async (seed) => {
    const life = await simulate(server, planLife(seed, { steps: STEPS }));
    for (const [name, count] of life.counts) counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (let seed = 1; seed <= LIVES; seed += 1) {
    test(`devices that live by seed ${seed} end alike and lose nothing`, () => live(seed));
  }
  test("so do others, while two minutes are not over", async (t) => {
    let seed = LIVES;
    while (performance.now() - begun_ms < TIME_MS) await live(++seed);
    t.diagnostic(`${seed} lives of ${STEPS} steps, seeds 1 to ${seed}`);
  });
  test("every kind of fault has happened often", { skip: LIVES < 18 && "few lives" }, (t) => {
    const often = FAULT_NAMES.map((name) => [name, counts.get(name) ?? 0]);
    t.diagnostic(often.map(([name, count]) => `${name} ${count}`).join(", "));
    for (const [name, count] of often) assert.ok(count >= EACH_FAULT, `${name}: ${count}`);
  });
}

test("a seed is the same life each time", async () => {
  const plan = planLife(7, { steps: 30, devices: 2 });
  assert.deepEqual(await simulate(server, plan), await simulate(server, plan));
});

test("a life that is written and read is the same life", () => {
  const life = planLife(17);
  assert.deepEqual(parseLife(writeLife(life)), life);
  const line = "SEED=17 DEVICES=3 STEPS=4.recite,31.undo";
  assert.equal(writeLife(parseLife(line)), line);
});

test("shrinking keeps what a failure needs and nothing else", async () => {
  const life = planLife(1, { steps: 64, devices: 4 });
  const needs = [5, 40, 41];
  const fails = async ({ steps, devices }) =>
    devices >= 3 && needs.every((index) => steps.some((step) => step.index === index));
  const smallest = await shrink(life, fails);
  assert.deepEqual(
    smallest.steps.map((step) => step.index),
    needs,
  );
  assert.equal(smallest.devices, 3);
});
