// fast-check arbitraries for what scheduling works on.
import fc from "fast-check";

export const ratings = fc.constantFrom(1, 2, 3, 4);
export const studyDays = fc.integer({ min: -10_000, max: 40_000 });
export const retentions = fc.double({ min: 0.5, max: 0.99, noNaN: true });

const memoryState = (lastRating) =>
  fc.record({
    stability: fc.double({ min: 0.001, max: 36_500, noNaN: true }),
    difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
    last_study_day: fc.integer({ min: 19_000, max: 20_000 }),
    review_count: fc.integer({ min: 1, max: 100 }),
    lapse_count: fc.integer({ min: 0, max: 50 }),
    last_rating: lastRating,
  });

export const memoryStates = memoryState(ratings);

/** Nothing failed last, so that due day and plan are decided by retrievability. */
export const keptStates = memoryState(fc.constantFrom(2, 3, 4));

/** Events of one card, with so few moments, devices and numbers that they meet. */
export const histories = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...Array(6).fill("review"), "undo", "undo", "reset", "unknown-kind"),
      rating: ratings,
      target: fc.nat(12),
      halfDays: fc.nat(40),
      adopted: fc.constantFrom(undefined, null, 0, 86_400_000),
      utc_offset_minutes: fc.constantFrom(-660, 0, 345, 480, 840),
      rollover_hour: fc.integer({ min: 0, max: 23 }),
      device_id: fc.constantFrom("device-a", "device-b"),
      dev_seq: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((drawn) => drawn.map(toEvent));

function toEvent({ kind, rating, target, halfDays, adopted, ...rest }, number) {
  const occurred_at_ms = 1_700_000_000_000 + 43_200_000 * halfDays;
  return {
    event_id: eventId(number),
    kind,
    card_id: "card",
    ...(kind === "review" && { rating }),
    ...(kind === "undo" && { target_event_id: eventId(target) }),
    occurred_at_ms,
    effective_at_ms: typeof adopted === "number" ? occurred_at_ms + adopted : adopted,
    ...rest,
  };
}

function eventId(number) {
  return `event-${String((number * 7) % 13).padStart(2, "0")}`;
}

/** The items of one list, some at the same position and some as strong as another. */
export function planItems(states = memoryStates) {
  return fc
    .array(fc.tuple(fc.constantFrom(1, 1.5, 2, 3), fc.option(states)), {
      minLength: 1,
      maxLength: 8,
    })
    .chain((drawn) => fc.boolean().map((twice) => (twice ? [drawn[0], ...drawn] : drawn)))
    .map((drawn) =>
      drawn.map(([position, state], number) => ({ item_id: `item-${number}`, position, state })),
    );
}

/** An array and the same in another order. */
export function shuffled(arrays) {
  return arrays.chain((array) =>
    fc
      .shuffledSubarray(array, { minLength: array.length, maxLength: array.length })
      .map((other) => [array, other]),
  );
}
