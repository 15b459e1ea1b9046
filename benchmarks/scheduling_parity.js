// The phone's half of scheduling_parity.py: reads key lists, one JSON a line, answers with a line each.
import { createInterface } from "node:readline";
import { dueDay } from "../static/src/scheduling/due.js";
import { MemoryModel } from "../static/src/scheduling/memory.js";
import { planRecital } from "../static/src/scheduling/plan.js";
import { replay, replayCards } from "../static/src/scheduling/replay.js";
import { listRetrievability } from "../static/src/scheduling/retrievability.js";

if (process.argv[2] === "speed") await printReplaySpeed();
else await answerLists();

async function answerLists() {
  let models = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.parameter_sets) {
      models = message.parameter_sets.map((parameters) => new MemoryModel(parameters));
    } else {
      process.stdout.write(`${JSON.stringify(answer(message, models[message.parameters]))}\n`);
    }
  }
}

function answer({ items, desired_retention, days_later }, model) {
  const states = items.map((item) => replay(item.events, model));
  const due = dueDay(states, desired_retention, model);
  const day = (due ?? 0) + days_later;
  const planItems = items.map(({ item_id, position }, index) => {
    return { item_id, position, state: states[index] };
  });
  return [states, due, planRecital(planItems, day, model), listRetrievability(states, day, model)];
}

async function printReplaySpeed() {
  const lines = createInterface({ input: process.stdin });
  const events = [];
  for await (const line of lines) events.push(JSON.parse(line));
  const seconds = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    replayCards(events);
    seconds.push((performance.now() - start) / 1000);
  }
  process.stdout.write(JSON.stringify(seconds));
}
