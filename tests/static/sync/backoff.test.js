import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs, waitAfterFailure } from "../../../static/src/sync/backoff.js";

const least = () => 0;
const most = () => 0.999999;

test("waits double with each failure and stop at five minutes", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map((n) => waitAfterFailure(n, null, most));
  assert.deepEqual(
    waits,
    [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1000),
  );
});

test("jitter takes off at most half", () => {
  assert.equal(waitAfterFailure(3, null, least), 4_000);
  assert.equal(waitAfterFailure(60, null, least), 150_000);
});

test("a hundred phones that failed together do not come back together", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const waits = Array.from({ length: 100 }, () => waitAfterFailure(9, null, random));
  const perSecond = Map.groupBy(waits, (wait) => Math.floor(wait / 1000));
  assert.ok(Math.max(...[...perSecond.values()].map((group) => group.length)) <= 5);
});

test("what the server asked for is never undercut", () => {
  assert.ok(waitAfterFailure(1, 60_000, least) >= 60_000);
  assert.ok(waitAfterFailure(1, 600_000, most) >= 600_000);
});

test("Retry-After is read as seconds and as a date, and junk as nothing", () => {
  const now = Date.UTC(2026, 10, 23, 5, 0, 0);
  assert.equal(retryAfterMs("120", now), 120_000);
  assert.equal(retryAfterMs("Mon, 23 Nov 2026 05:01:00 GMT", now), 60_000);
  assert.equal(retryAfterMs("Mon, 23 Nov 2026 04:00:00 GMT", now), 0);
  assert.equal(retryAfterMs("999999999", now), 3_600_000);
  assert.equal(retryAfterMs("soon", now), null);
  assert.equal(retryAfterMs(null, now), null);
});
