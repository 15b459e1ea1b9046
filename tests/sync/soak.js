// Lives, one after the other, for as long as one likes. Stop it with Ctrl-C and go on from the seed
// it names: make soak LIVES=10000 SEED=3001. It ends at the first life that fails, with the
// smallest form of it; that line belongs into failing-lives.json.
import { FAULT_NAMES, readLife, writeLife } from "./life.js";
import { RealServer } from "./real-server.js";
import { shrink } from "./shrink.js";
import { simulate } from "./simulation.js";

const FIRST_SEED = Number(process.env.SEED ?? 1);
const LIVES = Number(process.env.LIVES ?? 100);
const TELL_EVERY_MS = 10_000;

const server = await RealServer.start();
const counts = new Map();
let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    isStopped = true;
  });
}

const begun_ms = performance.now();
let told_ms = begun_ms;
let lived = 0;
try {
  for (; lived < LIVES && !isStopped; lived += 1) {
    await liveOne(FIRST_SEED + lived);
    if (performance.now() - told_ms > TELL_EVERY_MS) tell();
  }
  tell();
} finally {
  await server.stop();
}

/** @param {number} seed */
async function liveOne(seed) {
  const life = readLife({ ...process.env, SEED: String(seed) });
  try {
    const { counts: ofLife } = await simulate(server, life);
    for (const [name, count] of ofLife) counts.set(name, (counts.get(name) ?? 0) + count);
  } catch (error) {
    await explain(life, error);
    process.exitCode = 1;
    isStopped = true;
  }
}

/** @param {import("./life.js").Life} life @param {any} error */
async function explain(life, error) {
  console.error(error.cause ?? error);
  console.error("Looking for the smallest life that fails …");
  let last = error;
  const fails = async (smaller) => {
    const failure = await simulate(server, smaller).then(
      () => null,
      (each) => each,
    );
    last = failure ?? last;
    return failure !== null;
  };
  const smallest = await shrink(life, fails);
  console.error(`${last.cause?.stack ?? last}\n\n  ${writeLife(smallest)} make soak\n`);
}

function tell() {
  told_ms = performance.now();
  const seconds = (told_ms - begun_ms) / 1000;
  const left = Math.round((seconds / Math.max(lived, 1)) * (LIVES - lived));
  const faults = FAULT_NAMES.map((name) => `${name} ${counts.get(name) ?? 0}`).join(", ");
  console.log(
    `${lived} of ${LIVES} lives, next seed ${FIRST_SEED + lived}, ${Math.round(seconds)} s, ` +
      `${left} s to go; ${faults}`,
  );
}
