// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { edit } from "../../../static/src/decks/edits.js";
import {
  NotADeck,
  refreshLibrary,
  showDeckFiles,
  storeDeckFile,
} from "../../../static/src/decks/library.js";
import { recallCardId } from "../../../static/src/lib/ids.js";
import { rebuildAll } from "../../../static/src/study/rebuild.js";
import { OfflineError } from "../../../static/src/sync/transport.js";
import { derived, freshDatabase, rows } from "../db/fresh.js";
import { EVENING } from "../db/records.js";
import { recite } from "../study/reciting.js";
import { COLOURS, deckFile, library } from "./deck-file.js";

/** @param {any} database */
const texts = async (database) => (await rows(database, "items")).map(({ text }) => text).sort();

test("the first visit brings every deck; the second asks only for what changed", async () => {
  const database = await freshDatabase();
  const decks = [deckFile(COLOURS), deckFile({ 双: ["甲", "乙"] }, { slug: "two" })];
  const server = library(decks);
  assert.equal(await refreshLibrary(database, server.fetch), true);
  assert.equal((await rows(database, "items")).length, 15);
  const [item] = await rows(database, "items");
  assert.equal(item.card_id, recallCardId(item.id));
  assert.equal(await refreshLibrary(database, server.fetch), false);
  assert.deepEqual(server.asked.slice(3), ["/api/decks"]);
  decks[1] = deckFile({ 双: ["甲", "丙"] }, { slug: "two", revision: "2" });
  assert.equal(await refreshLibrary(database, server.fetch), true);
  assert.deepEqual(server.asked.slice(4), ["/api/decks", `/api/decks/${decks[1].id}`]);
  assert.ok((await texts(database)).includes("丙"));
});

test("a failed fetch, a captive portal and a broken deck change nothing", async () => {
  const database = await freshDatabase();
  const server = library([deckFile(COLOURS)]);
  await refreshLibrary(database, server.fetch);
  const before = [await rows(database, "items"), await rows(database, "meta")];
  const offline = async () => {
    throw new TypeError("Failed to fetch");
  };
  await assert.rejects(refreshLibrary(database, offline), OfflineError);
  const portal = async () => new Response("<html>Sign in to the Wi-Fi</html>");
  await assert.rejects(refreshLibrary(database, portal), OfflineError);
  const broken = library([
    { ...deckFile(COLOURS, { revision: "2" }), key_lists: [/** @type {any} */ ({})] },
  ]);
  await assert.rejects(refreshLibrary(database, broken.fetch), NotADeck);
  const emptied = library([]);
  assert.equal(await refreshLibrary(database, emptied.fetch), false);
  assert.deepEqual([await rows(database, "items"), await rows(database, "meta")], before);
});

test("a learner's edit beats every later reload", async () => {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  const [{ id }] = (await rows(database, "items")).filter(({ text }) => text === "绿");
  await edit(database, { kind: "item", record_id: id, field: "text", value: "翠绿" }, EVENING);
  const file = deckFile(COLOURS, { revision: "2" });
  file.key_lists[0].items[1].text = "草绿";
  file.key_lists[0].items[1].detail = "新的说明";
  await storeDeckFile(database, file);
  const [row] = (await rows(database, "items")).filter((item) => item.id === id);
  assert.deepEqual([row.text, row.detail], ["翠绿", "新的说明"]);
});

test("removed content leaves study, keeps its history, and finds it when it comes back", async () => {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  await recite(database, "三原色", { 绿: 1 });
  await recite(database, "黑白");
  const whole = await derived(database);
  const events = await rows(database, "events");

  const { 黑白: _, ...fewer } = COLOURS;
  await storeDeckFile(database, deckFile({ ...fewer, 三原色: ["红", "蓝"] }, { revision: "2" }));
  assert.equal((await rows(database, "schedules")).length, 1);
  assert.ok(!(await texts(database)).includes("绿"));
  assert.deepEqual(await rows(database, "events"), events);
  assert.equal((await rows(database, "memory_states")).length, 5, "the memory stays");
  const shrunk = await derived(database);
  await rebuildAll(database);
  assert.deepEqual(await derived(database), shrunk);

  await storeDeckFile(database, deckFile(COLOURS, { revision: "3" }));
  assert.deepEqual(await derived(database), whole);
});

test("reviews that came before the deck are joined to it", async () => {
  const first = await freshDatabase();
  await storeDeckFile(first, deckFile(COLOURS));
  await recite(first, "三原色");
  const events = await rows(first, "events");
  const second = await freshDatabase();
  await second.write(["events"], async (tx) => {
    for (const event of events) await /** @type {any} */ (tx.objectStore("events")).put(event);
  });
  await storeDeckFile(second, deckFile(COLOURS));
  assert.deepEqual(await derived(second), await derived(first));
});

test("without registers the files show as they came", async () => {
  const database = await freshDatabase();
  await storeDeckFile(database, deckFile(COLOURS));
  const before = await rows(database, "items");
  await edit(
    database,
    { kind: "item", record_id: before[0].id, field: "text", value: "别的" },
    EVENING,
  );
  await database.write(
    ["decks", "key_lists", "items", "registers", "events", "memory_states", "schedules", "meta"],
    async (tx) => {
      await /** @type {any} */ (tx.objectStore("registers")).clear();
      await showDeckFiles(tx);
    },
  );
  assert.deepEqual(await rows(database, "items"), before);
});
