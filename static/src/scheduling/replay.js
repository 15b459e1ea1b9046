// @ts-check
// Review events → memory state. The one way a state comes to be.

import { effectiveEvents, eventStudyDay, replayOrder, undoneEventIds } from "./events.js";
import { AGAIN, DEFAULT_MODEL } from "./memory.js";

/** @typedef {import("./events.js").ReviewEvent} ReviewEvent */
/** @typedef {import("./memory.js").MemoryModel} MemoryModel */
/** @typedef {import("./memory.js").MemoryState} MemoryState */
/** @typedef {import("./memory.js").Rating} Rating */

/**
 * The memory state of one card from all of its events, in whatever order they came. Null: never
 * reviewed, or nothing since the last reset. Each event must be given once.
 *
 * @param {ReviewEvent[]} events
 * @param {MemoryModel} [model]
 * @returns {MemoryState | null}
 */
export function replay(events, model = DEFAULT_MODEL) {
  /** @type {MemoryState | null} */
  let state = null;
  for (const event of effectiveEvents(events)) state = advance(state, event, model);
  return state;
}

/**
 * What `replay` gives for `earlierEvents` and `event`, by one step where that is right. `state` must
 * be the replay of `earlierEvents`. An undo, or an event that sorts before another or is already
 * undone, makes it replay them all.
 *
 * @param {MemoryState | null} state
 * @param {ReviewEvent} event
 * @param {ReviewEvent[]} earlierEvents
 * @param {MemoryModel} [model]
 * @returns {MemoryState | null}
 */
export function replayIncrementally(state, event, earlierEvents, model = DEFAULT_MODEL) {
  const comesLast = earlierEvents.every((earlier) => replayOrder(earlier, event) < 0);
  const isUndone = undoneEventIds(earlierEvents).has(event.event_id);
  if (event.kind === "undo" || isUndone || !comesLast) {
    return replay([...earlierEvents, event], model);
  }
  return advance(state, event, model);
}

/**
 * The memory state by card id of every card that has one, from a whole collection.
 *
 * @param {Iterable<ReviewEvent & { card_id: string }>} events
 * @param {MemoryModel} [model]
 * @returns {Map<string, MemoryState>}
 */
export function replayCards(events, model = DEFAULT_MODEL) {
  /** @type {Map<string, ReviewEvent[]>} */
  const eventsOfCard = new Map();
  for (const event of events) {
    const ofCard = eventsOfCard.get(event.card_id);
    if (ofCard) ofCard.push(event);
    else eventsOfCard.set(event.card_id, [event]);
  }
  const states = new Map();
  for (const [cardId, ofCard] of eventsOfCard) {
    const state = replay(ofCard, model);
    if (state) states.set(cardId, state);
  }
  return states;
}

/**
 * The state after one later review or reset; any other kind leaves it as it is.
 *
 * @param {MemoryState | null} state
 * @param {ReviewEvent} event
 * @param {MemoryModel} [model]
 * @returns {MemoryState | null}
 */
export function advance(state, event, model = DEFAULT_MODEL) {
  if (event.kind === "reset") return null;
  if (event.kind !== "review") return state;
  const rating = /** @type {Rating} */ (event.rating);
  const day = eventStudyDay(event);
  if (!state) {
    const { stability, difficulty } = model.first(rating);
    return {
      stability,
      difficulty,
      last_study_day: day,
      review_count: 1,
      lapse_count: 0,
      last_rating: rating,
    };
  }
  const elapsedDays = Math.max(0, day - state.last_study_day);
  const { stability, difficulty } = model.next(state, elapsedDays, rating);
  const lapsed = rating === AGAIN && elapsedDays > 0;
  return {
    stability,
    difficulty,
    last_study_day: state.last_study_day + elapsedDays,
    review_count: state.review_count + 1,
    lapse_count: state.lapse_count + (lapsed ? 1 : 0),
    last_rating: rating,
  };
}
