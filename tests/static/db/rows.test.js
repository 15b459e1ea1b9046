// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { addNewRows, putRows, readRows, replaceRows } from "../../../static/src/db/rows.js";
import { freshDatabase, rows } from "./fresh.js";

const deck = (/** @type {string} */ id) => ({ id, title: `title of ${id}` });

test("rows are read back in the order of their keys, missing ones as undefined", async () => {
  const database = await freshDatabase();
  const read = await database.write(["decks"], async (tx) => {
    putRows(tx, "decks", [deck("a"), deck("b"), deck("c")]);
    return readRows(tx, "decks", ["c", "none", "a"]);
  });
  assert.deepEqual(read, [deck("c"), undefined, deck("a")]);
  assert.deepEqual(await database.read(["decks"], (tx) => readRows(tx, "decks", [])), []);
});

test("a row that cannot be written takes the whole transaction with it", async () => {
  const database = await freshDatabase();
  const writing = database.write(["decks"], async (tx) => {
    putRows(tx, "decks", [deck("a"), { title: "without its key" }]);
  });
  await assert.rejects(writing);
  assert.deepEqual(await rows(database, "decks"), []);
});

test("replacing a range leaves what lies outside of it", async () => {
  const database = await freshDatabase();
  await database.write(["decks"], async (tx) => {
    putRows(tx, "decks", [deck("a1"), deck("a2"), deck("b1")]);
    replaceRows(tx, "decks", IDBKeyRange.bound("a", "b", false, true), [deck("a3")]);
  });
  assert.deepEqual(await rows(database, "decks"), [deck("a3"), deck("b1")]);
});

test("only rows that are not there are added, and the transaction goes on", async () => {
  const database = await freshDatabase();
  await database.write(["decks"], async (tx) => putRows(tx, "decks", [deck("b")]));
  const isNew = await database.write(["decks"], async (tx) => {
    const answer = await addNewRows(tx, "decks", [deck("a"), { id: "b" }, deck("c"), { id: "a" }]);
    putRows(tx, "decks", [deck("d")]);
    return answer;
  });
  assert.deepEqual(isNew, [true, false, true, false]);
  assert.deepEqual(await rows(database, "decks"), ["a", "b", "c", "d"].map(deck));
});

test("a row that cannot be added takes the whole transaction with it", async () => {
  const database = await freshDatabase();
  const writing = database.write(["decks"], (tx) => addNewRows(tx, "decks", [deck("a"), {}]));
  await assert.rejects(writing);
  assert.deepEqual(await rows(database, "decks"), []);
});
