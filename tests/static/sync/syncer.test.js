// When sync happens. Time, the network and the browser's events are played; what an exchange does
// is tested with the real server in tests/sync.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureDevice } from "../../../static/src/db/device.js";
import { writeMeta } from "../../../static/src/db/meta.js";
import { openDatabase } from "../../../static/src/db/open.js";
import { queueEvent, removeFromOutbox } from "../../../static/src/db/outbox.js";
import { newId } from "../../../static/src/lib/ids.js";
import { addToDigest, EMPTY_DIGEST } from "../../../static/src/sync/digest.js";
import { changePosition } from "../../../static/src/sync/position.js";
import { Syncer } from "../../../static/src/sync/syncer.js";

const json = { "content-type": "application/json" };
const QUIET = {
  ...{ protocol_version: 1, epoch: "e", server_now_ms: 1_000_000, outcome: "ok" },
  ...{ event_acks: [], edit_acks: [], events: [], edits: [] },
  ...{ next_cursor: 0, has_more: false, digest: EMPTY_DIGEST },
};
const quiet = (change = {}) =>
  new Response(JSON.stringify({ ...QUIET, ...change }), { headers: json });
const refusal = (status, code, headers = {}) =>
  new Response(JSON.stringify({ error: { code, message: code } }), {
    status,
    headers: { ...json, ...headers },
  });

/** A page with an account, whose time stands still and whose server answers as it is told. */
async function page({ answer = () => quiet(), account = true, locks = undefined } = {}) {
  const database = await openDatabase(`page-${newId()}`);
  await ensureDevice(database, newId());
  await database.write(["meta"], (tx) =>
    writeMeta(tx, "account", account ? { account_id: "a" } : null),
  );
  const timers = new Map();
  let made = 0;
  const it = {
    ...{ database, requests: 0, answer, elapsed: 0, statuses: [], changes: 0 },
    page: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    get status() {
      return it.statuses.at(-1);
    },
    /** When it will wake, in milliseconds from now; null: never by itself. */
    get wakesIn() {
      const [first] = [...timers.values()].sort((a, b) => a.at - b.at);
      return first ? first.at - it.elapsed : null;
    },
    /** Let the time come at which it wakes, and wait for what it then does. */
    async wake() {
      const [id, timer] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0];
      timers.delete(id);
      it.elapsed = timer.at;
      const ended = new Promise((resolve) => {
        it.onEnd = resolve;
      });
      timer.work();
      await ended;
      await new Promise(setImmediate); // the wake after it is agreed
    },
    show(visibilityState) {
      it.document.visibilityState = visibilityState;
      it.document.dispatchEvent(new Event("visibilitychange"));
    },
  };
  const client = {
    ...{ database, now: () => 1_000_000, device_name: () => "page" },
    fetch: async (path, init) => {
      it.requests += 1;
      return it.answer(path, init);
    },
  };
  it.syncer = new Syncer(client, {
    publish: (status) => {
      it.statuses.push(status);
      if (status.phase !== "syncing") it.onEnd?.();
    },
    onChanged: () => {
      it.changes += 1;
    },
    random: () => 0.999999,
    stopwatch: () => it.elapsed,
    timers: {
      setTimeout: (work, wait) => timers.set(++made, { at: it.elapsed + wait, work }) && made,
      clearTimeout: (id) => timers.delete(id),
    },
    ...{ locks, page: it.page, document: it.document },
  });
  return it;
}

test("without an account nothing is asked, and the phase is local", async () => {
  const it = await page({ account: false });
  await it.syncer.start();
  assert.equal(it.requests, 0);
  assert.equal(it.status.phase, "local");
});

test("before the first exchange a page with an account does not say that it is local", async () => {
  const it = await page();
  await it.syncer.refresh();
  assert.equal(it.status.phase, "idle");
  await it.database.write(["meta"], (tx) => writeMeta(tx, "account", null));
  await it.syncer.refresh();
  assert.equal(it.status.phase, "local");
  assert.equal(it.requests, 0);
});

test("it syncs at the start, and again five minutes later while the page is visible", async () => {
  const it = await page();
  await it.syncer.start();
  assert.equal(it.requests, 1);
  assert.deepEqual([it.statuses[0].phase, it.status.phase], ["syncing", "idle"]);
  assert.equal(it.status.last_sync_at_ms, 1_000_000);
  assert.equal(it.wakesIn, 300_000);
});

test("several answers within two seconds are one exchange", async () => {
  const it = await page();
  await it.syncer.start();
  for (let answers = 0; answers < 5; answers += 1) await it.syncer.soon();
  assert.equal(it.wakesIn, 2_000);
  assert.equal(it.requests, 1);
});

test("an answer is counted as waiting at once", async () => {
  const it = await page();
  await it.database.write(["outbox"], (tx) => queueEvent(tx, { event_id: newId(), dev_seq: 1 }, 5));
  await it.syncer.soon();
  assert.equal(it.status.waiting, 1);
});

test("without an account nothing waits, however much the outbox holds", async () => {
  const it = await page({ account: false });
  await it.database.write(["outbox"], (tx) => queueEvent(tx, { event_id: newId(), dev_seq: 1 }, 5));
  await it.syncer.soon();
  assert.equal(it.status.phase, "local");
  assert.equal(it.status.waiting, 0);
});

test("coming online and becoming visible are reasons, becoming hidden is none", async () => {
  const it = await page();
  await it.syncer.start();
  it.show("hidden");
  assert.equal(it.wakesIn, 300_000);
  it.show("visible");
  assert.equal(it.wakesIn, 0);
  await it.wake();
  it.page.dispatchEvent(new Event("online"));
  assert.equal(it.wakesIn, 0);
});

test("after it is stopped nothing is a reason", async () => {
  const it = await page();
  await it.syncer.start();
  await it.syncer.stop();
  it.page.dispatchEvent(new Event("online"));
  await it.syncer.soon();
  assert.equal(it.wakesIn, null);
});

test("a sync that is asked for while one runs is not dropped and not doubled", async () => {
  const it = await page();
  let release;
  it.answer = () => new Promise((resolve) => (release = () => resolve(quiet())));
  const asked = Promise.withResolvers();
  const { answer } = it;
  it.answer = () => {
    asked.resolve();
    return answer();
  };
  const first = it.syncer.now();
  await asked.promise;
  const again = [it.syncer.now(), it.syncer.now(), it.syncer.now()];
  it.answer = () => quiet();
  release();
  await Promise.all([first, ...again]);
  assert.equal(it.requests, 2);
});

test("failures in a row wait longer, up to five minutes, and one success forgets them", async () => {
  const it = await page({ answer: () => Promise.reject(new TypeError("Failed to fetch")) });
  await it.syncer.start();
  const waits = [];
  for (let failures = 0; failures < 9; failures += 1) {
    waits.push(Math.round(it.wakesIn / 1000));
    await it.wake();
  }
  assert.deepEqual(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300]);
  assert.equal(it.status.phase, "offline");
  it.answer = () => quiet();
  await it.wake();
  assert.equal(it.wakesIn, 300_000);
  it.answer = () => new Response(null, { status: 204 });
  await it.wake();
  assert.equal(Math.round(it.wakesIn / 1000), 2);
});

for (const [words, answer] of [
  [
    "a captive portal's page",
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  ],
  ["a 204", () => new Response(null, { status: 204 })],
  ["another server's JSON", () => new Response("{}", { headers: json })],
  ["JSON without its page", () => quiet({ events: undefined })],
  ["truncated JSON", () => new Response(JSON.stringify(QUIET).slice(0, 90), { headers: json })],
]) {
  test(`${words} is the same as being offline, and moves nothing`, async () => {
    const it = await page({ answer });
    await it.syncer.start();
    assert.equal(it.status.phase, "offline");
    assert.equal(it.status.last_sync_at_ms, null);
    assert.ok(it.wakesIn > 0);
  });
}

test("a server that asks to be left alone is, whatever happens on the page", async () => {
  const it = await page({ answer: () => refusal(503, "busy", { "retry-after": "60" }) });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.code], ["failed", "busy"]);
  it.page.dispatchEvent(new Event("online"));
  await it.syncer.soon();
  assert.ok(it.wakesIn >= 60_000);
});

test("signed out: the learner is told, what waits stays, and answers do not ask in vain", async () => {
  const it = await page({ answer: () => refusal(401, "signed_out") });
  await it.database.write(["outbox", "events"], async (tx) => {
    const event = { event_id: newId(), dev_seq: 1 };
    await tx.objectStore("events").put(event);
    await queueEvent(tx, event, 5);
  });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.waiting], ["signed_out", 1]);
  await it.syncer.soon();
  assert.equal(it.wakesIn, null);
});

test("what is never acknowledged ends the round instead of asking for ever", async () => {
  const it = await page();
  await it.database.write(["outbox", "events"], async (tx) => {
    const event = { event_id: newId(), dev_seq: 1 };
    await tx.objectStore("events").put(event);
    await queueEvent(tx, event, 5);
  });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.code], ["failed", "sync_stuck"]);
  assert.equal(it.status.waiting, 1);
});

test("a set that differs is repaired once, and told if it still differs", async () => {
  const digest = { event_count: 1, event_id_sum: "0".repeat(31).concat("7") };
  const it = await page({ answer: () => quiet({ digest }) });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.code], ["failed", "digest_mismatch"]);
  assert.equal(it.requests, 2);
  await it.syncer.now();
  assert.equal(it.requests, 3, "not everything again");
});

test("a set of edits that differs is repaired once, and told if it still differs", async () => {
  const edits = { edit_count: 1, edit_op_id_sum: "0".repeat(31).concat("7") };
  const it = await page({ answer: () => quiet({ digest: { ...EMPTY_DIGEST, ...edits } }) });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.code], ["failed", "digest_mismatch"]);
  assert.equal(it.requests, 2);
});

test("one tab syncs at a time where there are locks", async () => {
  const queue = { last: Promise.resolve(), running: 0, most: 0 };
  const locks = {
    request: (_name, work) => {
      queue.last = queue.last.then(async () => {
        queue.most = Math.max(queue.most, ++queue.running);
        const value = await work();
        queue.running -= 1;
        return value;
      });
      return queue.last;
    },
  };
  const tabs = [await page({ locks }), await page({ locks })];
  await Promise.all(tabs.map((tab) => tab.syncer.now()));
  assert.equal(queue.most, 1);
  assert.deepEqual(
    tabs.map((tab) => tab.status.phase),
    ["idle", "idle"],
  );
});

/** A feed of three reviews, one a page; `asked` gathers the cursors that were asked for. */
function feedOfThree(asked) {
  const ids = [1, 2, 3].map((digit) => `${"0".repeat(8)}-0000-4000-8000-00000000000${digit}`);
  const event = (seq) => ({
    ...{ event_id: ids[seq - 1], kind: "review", card_id: newId(), rating: 3, recital_id: null },
    ...{ occurred_at_ms: 1, utc_offset_minutes: 0, rollover_hour: 4, duration_ms: 1 },
    ...{ device_id: "other", dev_seq: seq, seq, received_at_ms: 1, effective_at_ms: 1 },
  });
  const digest = addToDigest(EMPTY_DIGEST, ids);
  return (_path, init) => {
    const { cursor, events } = JSON.parse(init.body);
    asked.push(cursor);
    assert.deepEqual(events, []);
    const page = cursor < 3 ? [event(cursor + 1)] : [];
    const next_cursor = Math.min(3, cursor + 1);
    return quiet({ events: page, next_cursor, has_more: next_cursor < 3, digest });
  };
}

test("while pages come it tells how many reviews are still on their way", async () => {
  const it = await page({ answer: feedOfThree([]) });
  await it.syncer.start();
  const told = it.statuses.map(({ phase, coming }) => [phase, coming]);
  assert.deepEqual(told, [
    ["syncing", 0],
    ["syncing", 2],
    ["syncing", 1],
    ["idle", 0],
  ]);
});

test("each page is asked for once, though the next is on its way while one is written", async () => {
  const asked = [];
  const it = await page({ answer: feedOfThree(asked) });
  await it.syncer.start();
  assert.deepEqual(asked, [0, 1, 2]);
});

test("a page that was asked for ahead is left alone when something waits to be handed in", async () => {
  const asked = [];
  const feed = feedOfThree(asked);
  let pushed_at;
  const it = await page();
  it.answer = async (path, init) => {
    const { cursor, events } = JSON.parse(init.body);
    if (events.length > 0) {
      pushed_at ??= cursor;
      const ack = { event_id: events[0].event_id, outcome: "accepted", effective_at_ms: 5 };
      return quiet({ event_acks: [ack], next_cursor: cursor, has_more: true });
    }
    if (cursor === 1) {
      // Answered by the learner while this page is on its way.
      await it.database.write(["outbox", "events"], async (tx) => {
        const event = { event_id: newId(), card_id: newId(), kind: "review", occurred_at_ms: 5 };
        await tx.objectStore("events").put(event);
        await queueEvent(tx, { ...event, dev_seq: 1 }, 5);
      });
    }
    return feed(path, init);
  };
  await it.syncer.start();
  assert.deepEqual([pushed_at, it.status.waiting], [1, 0]);
  const held = await it.database.read(["events"], (tx) => tx.objectStore("events").count());
  assert.ok(held >= 4);
});

test("a page that was asked for ahead and fails is a failure like any other", async () => {
  const feed = feedOfThree([]);
  const it = await page({
    answer: (path, init) => {
      if (JSON.parse(init.body).cursor === 1) throw new TypeError("the network is gone");
      return feed(path, init);
    },
  });
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.coming], ["offline", 2]);
});

test("what a restored server already has is not told as on its way to the device that has it too", async () => {
  const it = await page();
  const ids = [newId(), newId(), newId()];
  await it.database.write(["events"], async (tx) => {
    for (const [index, event_id] of ids.entries()) {
      const event = { event_id, card_id: newId(), kind: "review", occurred_at_ms: 5 };
      await tx.objectStore("events").put({ ...event, device_id: "d", dev_seq: index + 1 });
    }
  });
  const digest = addToDigest(EMPTY_DIGEST, ids);
  it.answer = (path, init) => {
    if (path === "/api/account") return quiet({ account_id: "a", epoch: "restored" });
    const { epoch, events } = JSON.parse(init.body);
    if (epoch !== "restored") return quiet({ outcome: "epoch_changed", epoch: "restored" });
    const first = events.slice(0, 1); // one at a time, as if each filled a request
    const acks = first.map(({ event_id }) => ({ event_id, outcome: "duplicate" }));
    const event_acks = acks.map((ack) => ({ ...ack, effective_at_ms: 5 }));
    return quiet({ epoch: "restored", event_acks, has_more: events.length > 1, digest });
  };
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.waiting, it.status.code], ["idle", 0, null]);
  assert.deepEqual(
    it.statuses.map(({ coming }) => coming),
    it.statuses.map(() => 0),
  );
  assert.ok(it.requests >= 5, "the restore was met and three answers came");
});

test("what another tab has handed in meanwhile is done, and not a server that is stuck", async () => {
  const it = await page();
  const event = { event_id: newId(), card_id: newId(), kind: "review", occurred_at_ms: 5 };
  await it.database.write(["outbox", "events"], async (tx) => {
    await tx.objectStore("events").put({ ...event, effective_at_ms: 5 });
    await queueEvent(tx, { ...event, dev_seq: 1 }, 5);
  });
  const digest = addToDigest(EMPTY_DIGEST, [event.event_id]);
  it.answer = async () => {
    await it.database.write(["outbox", "meta"], async (tx) => {
      await removeFromOutbox(tx, event.event_id);
      await changePosition(tx, { held: digest });
    });
    const ack = { event_id: event.event_id, outcome: "duplicate", effective_at_ms: 5 };
    return quiet({ event_acks: [ack], digest });
  };
  await it.syncer.start();
  assert.deepEqual([it.status.phase, it.status.code], ["idle", null]);
});
