// The phone's half of scheduling_parity.py in Node: reads key lists, one JSON a line, answers with a
// line each; or reads events and prints how long their replay took.
import { createInterface } from "node:readline";
import { dueDay } from "../static/src/scheduling/due.js";
import { eventStudyDay } from "../static/src/scheduling/events.js";
import { MemoryModel } from "../static/src/scheduling/memory.js";
import { planRecital } from "../static/src/scheduling/plan.js";
import { replay } from "../static/src/scheduling/replay.js";
import { listRetrievability } from "../static/src/scheduling/retrievability.js";
import { replaySeconds } from "./replay_speed.js";

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
  const studyDays = items.flatMap((item) => item.events.map(eventStudyDay));
  const plan = planRecital(planItems, day, model);
  return [studyDays, states, due, plan, listRetrievability(states, day, model)];
}

async function printReplaySpeed() {
  const events = [];
  for await (const line of createInterface({ input: process.stdin })) events.push(JSON.parse(line));
  process.stdout.write(JSON.stringify(replaySeconds(events)));
}
