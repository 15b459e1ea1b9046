// A learner's devices live through days of study and of faults, chosen by a seed. At all times
// nothing that was acknowledged may be missing; in the end all devices hold the same, and what
// the model says.

import "./seeded.js"; // before whatever makes ids

import { IDBFactory } from "fake-indexeddb";
import { learnerWith } from "./device.js";
import { chancesOf, writeLife } from "./life.js";
import { chanceOf, withIdsFrom } from "./seeded.js";
import { World } from "./world.js";

export class LifeFailed extends Error {
  name = "LifeFailed";
}

let turn = Promise.resolve();

/**
 * Lives come one after the other, also when one failed and is still ending.
 * @param {import("./real-server.js").RealServer} server
 * @param {import("./life.js").Life} life
 * @returns {Promise<{counts: Map<string, number>, saved: string[]}>} how often each step happened,
 *   and the ids of all events
 * @throws {LifeFailed} the devices differ, or something was lost
 */
export function simulate(server, life) {
  const lived = turn.then(() => watched((strays) => live(server, life, strays)));
  turn = lived.then(
    () => {},
    () => {},
  );
  return lived.catch((cause) => {
    throw new LifeFailed(`${writeLife(life)}: ${cause.message}`, { cause });
  });
}

/**
 * A rejection that nobody handles is a fault of the code under test, and belongs to this life.
 * @template T
 * @param {(strays: unknown[]) => Promise<T>} work
 */
async function watched(work) {
  const strays = [];
  const onStray = (reason) => strays.push(reason);
  process.on("unhandledRejection", onStray);
  try {
    return await work(strays);
  } finally {
    process.off("unhandledRejection", onStray);
  }
}

async function live(server, { seed, devices, steps }, strays) {
  globalThis.indexedDB = new IDBFactory(); // what a failed life left behind is gone
  const names = Array.from({ length: devices }, (_, index) => `device ${index + 1}`);
  const begin = () => learnerWith(server, names);
  const world = new World(server, await withIdsFrom(chanceOf(seed, -2), begin));
  await world.backUp();
  for (const step of steps) {
    const { chance, ids } = chancesOf(seed, step);
    await withIdsFrom(ids, () => world.live(step.name, chance));
    if (strays.length > 0) throw strays[0];
  }
  await withIdsFrom(chanceOf(seed, -3), () => world.settle());
  await world.checkOutcome();
  const saved = [...world.model.saved.keys()];
  await world.end();
  if (strays.length > 0) throw strays[0];
  return { counts: world.counts, saved };
}
