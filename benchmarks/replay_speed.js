// How long the phone's replay of a whole collection takes. In Node (scheduling_parity.js) and in Chromium.
import { replayCards } from "../static/src/scheduling/replay.js";

const RUNS = 5;

export function replaySeconds(events) {
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    replayCards(events);
    return (performance.now() - start) / 1000;
  });
}
