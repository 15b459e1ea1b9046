import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { studyDay } from "../../../static/src/scheduling/study-day.js";

const ZONES = ["Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "America/St_Johns"].concat([
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Antarctica/Troll",
  "Africa/Casablanca",
]);
const DAY_MS = 86_400_000;

const formats = new Map(
  ZONES.map((timeZone) => {
    const numeric = "numeric";
    const date = { year: numeric, month: numeric, day: numeric };
    const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: "h23" };
    return [timeZone, new Intl.DateTimeFormat("en-US", { timeZone, ...date, ...time })];
  }),
);

/** The wall clock in a zone, as the moment at which a clock in UTC shows the same. */
function wallClock(atMs, zone) {
  const parts = Object.fromEntries(
    formats
      .get(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

test("it is the date on the wall at the rollover hour", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.integer({ min: 0, max: 23 }),
      (zone, atSeconds, rolloverHour) => {
        const atMs = atSeconds * 1000;
        const wall = wallClock(atMs, zone);
        const offset = (wall.getTime() - atMs) / 60_000;
        const date = new Date(wall);
        date.setUTCHours(wall.getUTCHours() - rolloverHour);
        date.setUTCHours(0, 0, 0, 0);
        assert.equal(studyDay(atMs, offset, rolloverHour), date.getTime() / DAY_MS);
      },
    ),
    { numRuns: 1000 },
  );
});

test("it is a floor division to the last integer that a double holds", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.maxSafeInteger(),
        // One millisecond around the end of a day, near 2^53, where quotients of doubles are rounded.
        fc
          .tuple(fc.integer({ min: 104_000_000, max: 104_249_990 }), fc.constantFrom(-1, 0, 1))
          .map(([day, ms]) => day * DAY_MS + ms),
      ),
      fc.integer({ min: -1440, max: 1440 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom(1, -1),
      (magnitude, offset, rolloverHour, sign) => {
        const atMs = sign * magnitude;
        const shifted = BigInt(atMs) + BigInt(offset * 60_000 - rolloverHour * 3_600_000);
        const truncated = shifted / BigInt(DAY_MS);
        const below = shifted % BigInt(DAY_MS) < 0n;
        assert.equal(
          studyDay(atMs, offset, rolloverHour),
          Number(below ? truncated - 1n : truncated),
        );
      },
    ),
    { numRuns: 5000 },
  );
});

test("it is exact where the local time in milliseconds is more than a double holds", () => {
  const lastDay = 104_249_991;
  const lastMs = (lastDay + 1) * DAY_MS - 1; // odd and above 2^53: no double
  const atMs = (lastDay - 1) * DAY_MS + (DAY_MS - 1); // the same, a day of offset to the west
  assert.ok(lastMs > Number.MAX_SAFE_INTEGER && Number.isSafeInteger(atMs));
  assert.equal(studyDay(atMs, 1440, 0), lastDay);
  assert.equal(studyDay(-atMs - 1, -1440, 0), -lastDay - 1);
});

test("a day lasts from four to four", () => {
  const beijing = (wall) => studyDay(Date.parse(`${wall}+08:00`), 480, 4);
  assert.equal(beijing("2026-11-23T03:59:59"), 20_779);
  assert.equal(beijing("2026-11-23T04:00:00"), 20_780);
  assert.equal(beijing("2026-11-24T03:59:59"), 20_780);
});

test("the moment before 1970 is day minus one", () => {
  assert.equal(studyDay(-1, 0, 0), -1);
  assert.equal(studyDay(0, 0, 4), -1);
});
