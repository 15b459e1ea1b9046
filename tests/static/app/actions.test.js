// @ts-check
// The verbs of the page on one database, in the order in which a learner uses them: each test goes on
// where the one before ended.
import assert from "node:assert/strict";
import test from "node:test";
import * as actions from "../../../static/src/app/actions.js";
import { running, setRunning } from "../../../static/src/app/running.js";
import * as state from "../../../static/src/app/state.js";
import { setClock } from "../../../static/src/lib/clock.js";
import { isFinished, reveal } from "../../../static/src/study/recital.js";
import { rows } from "../db/fresh.js";
import { daysLater, EVENING } from "../db/records.js";
import { COLOURS, deckFile } from "../decks/deck-file.js";
import { once, openPage } from "./page.js";

test("the page of a learner", async (t) => {
  const { server, document } = openPage(t, [deckFile(COLOURS)]);
  let now = EVENING;
  setClock(() => now);
  t.after(() => setClock());
  t.after(async () => {
    await running().syncer.stop();
    running().tabs.close();
    await running().database.close();
    setRunning(null);
  });

  await t.test("opens without a network: ready, with nothing to study yet", async () => {
    server.isReachable = false;
    await actions.openApp();
    assert.deepEqual(state.ready.value, { state: "ready", code: null });
    assert.deepEqual(state.today.value?.fresh, []);
    assert.equal(state.settings.value?.desired_retention, 0.85);
    assert.equal(state.account.value, null);
    assert.equal((await once(state.syncStatus, (status) => status !== null))?.phase, "local");
    await once(state.storageStatus, (status) => status !== null);
  });

  await t.test("brings the decks when the learner comes back with a network", async () => {
    server.isReachable = true;
    document.dispatchEvent(new Event("visibilitychange"));
    const today = await once(state.today, (value) => value?.fresh.length === 3);
    assert.equal(today?.fresh[0].name, "三原色");
  });

  /** @type {import("../../../static/src/study/recital.js").Recital} */
  let recital;

  await t.test("saves each answer with the time that it took", async () => {
    const key_list_id = state.today.value?.fresh[0].key_list_id ?? "";
    recital = await actions.beginRecital(key_list_id);
    assert.equal(await actions.answer(recital, 3), recital, "nothing is revealed yet");
    now = { ...now, now_ms: now.now_ms + 4000 };
    /** @type {any[]} */
    const shown = [];
    const saving = actions.answer(reveal(recital), 3, (marked) => shown.push(marked.at));
    assert.deepEqual(shown, [1], "the next prompt does not wait for the disk");
    recital = await saving;
    assert.equal((await rows(running().database, "events"))[0].duration_ms, 4000);
    assert.equal(typeof recital.due_day, "number");
  });

  await t.test("takes back an answer", async () => {
    const undone = await actions.undoAnswer(recital);
    assert.equal(undone.at, 0);
    assert.equal(undone.due_day, null);
    recital = await actions.answer(undone, 4);
    const kinds = (await rows(running().database, "events")).map(({ kind }) => kind).sort();
    assert.deepEqual(kinds, ["review", "review", "undo"]);
  });

  await t.test("shows what was achieved when the recital ends", async () => {
    while (!isFinished(recital)) recital = await actions.answer(reveal(recital), 3);
    const today = await once(state.today, (value) => value?.recited_today.lists === 1);
    assert.deepEqual(today?.recited_today, { lists: 1, items: 3 });
    assert.equal(today?.fresh.length, 2);
  });

  await t.test("shows every list once it is asked for, and keeps it up to date", async () => {
    await actions.refreshOverviews();
    assert.equal(state.overviews.value?.length, 4);
    const before = state.overviews.value?.[0].due_day ?? 0;
    await actions.changeSetting("desired_retention", 0.95);
    assert.equal(state.settings.value?.desired_retention, 0.95);
    assert.ok((state.overviews.value?.[0].due_day ?? 0) < before);
    await assert.rejects(actions.changeSetting("desired_retention", 1), RangeError);
  });

  await t.test("reads one list with its memory", async () => {
    const read = await actions.readKeyList(recital.key_list.id);
    assert.equal(read?.deck.title, "卡组 colours");
    assert.deepEqual(
      read?.items.map(({ text }) => text),
      COLOURS.三原色,
    );
    assert.equal(read?.states.length, 3);
    assert.equal(await actions.readKeyList("nowhere"), null);
  });

  await t.test("shows the new day when the page becomes visible in the morning", async () => {
    now = daysLater(1);
    document.dispatchEvent(new Event("visibilitychange"));
    const today = await once(state.today, (value) => value?.recited_today.lists === 0);
    assert.equal(today?.fresh.length, 3);
  });

  await t.test("follows what another tab has changed", async () => {
    const other = new BroadcastChannel("jiyao");
    await running().database.write(["meta"], async (tx) => {
      const value = { theme: "dark" };
      await /** @type {any} */ (tx.objectStore("meta")).put({ name: "preferences", value });
    });
    other.postMessage("preferences");
    await once(state.preferences, (value) => value?.theme === "dark");
    other.close();
    await actions.changePreference("theme", "light");
    assert.equal(state.preferences.value?.theme, "light");
  });

  await t.test("gives everything as a file and takes it back", async () => {
    const file = await actions.exportEverything();
    assert.equal(file.type, "application/json");
    assert.deepEqual(await actions.importEverything(file), { events: 0, edits: 0 });
    await assert.rejects(actions.importEverything(new Blob(["hello"])), { code: "not_json" });
  });
});

test("a browser without storage is told as such, and the page says so", async (t) => {
  openPage(t, []);
  const original = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => {
    throw new DOMException("denied", "SecurityError");
  };
  t.after(() => {
    IDBFactory.prototype.open = original;
  });
  state.preferences.value = null;
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
  t.after(() => Reflect.deleteProperty(navigator, "language"));
  await actions.openApp();
  assert.deepEqual(state.ready.value, { state: "failed", code: "storage_refused" });
  assert.equal(/** @type {any} */ (state.preferences.value)?.language, "en");
});
