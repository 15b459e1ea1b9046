// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inOrder, lastPosition, moved } from "../../../static/src/decks/positions.js";

/** @param {number[]} positions */
const rowsAt = (positions) =>
  inOrder(positions.map((position, index) => ({ id: String.fromCharCode(97 + index), position })));

/** @param {{id: string, position: number}[]} rows @param {{id: string, position: number}[]} changes */
const applied = (rows, changes) => {
  const to = new Map(changes.map(({ id, position }) => [id, position]));
  return inOrder(rows.map((row) => ({ ...row, position: to.get(row.id) ?? row.position })));
};

test("a move between two rows changes one position", () => {
  assert.deepEqual(moved(rowsAt([0, 1, 2]), "c", 1), [{ id: "c", position: 0.5 }]);
  assert.deepEqual(moved(rowsAt([0, 1, 2]), "c", 0), [{ id: "c", position: -1 }]);
  assert.deepEqual(moved(rowsAt([0, 1, 2]), "a", 2), [{ id: "a", position: 3 }]);
});

test("a move to where it stands, or to nowhere, changes nothing", () => {
  for (const to of [0, -1, 3]) assert.deepEqual(moved(rowsAt([0, 1, 2]), "a", to), []);
  assert.deepEqual(moved(rowsAt([0, 1]), "z", 0), []);
});

test("rows without a number between them are numbered anew", () => {
  const rows = rowsAt([1, 1, 1]);
  assert.deepEqual(
    applied(rows, moved(rows, "c", 1)).map(({ id }) => id),
    ["a", "c", "b"],
  );
});

test("any moves end in the order that a person sees, however long they go on", () => {
  const move = fc.record({ from: fc.nat(5), to: fc.nat(5) });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1, 2, 0.5), { minLength: 6, maxLength: 6 }),
      fc.array(move, { maxLength: 200 }),
      (positions, moves) => {
        let rows = rowsAt(positions);
        for (const { from, to } of moves) {
          const expected = rows.map(({ id }) => id);
          const [id] = expected.splice(from, 1);
          expected.splice(to, 0, id);
          rows = applied(rows, moved(rows, id, to));
          assert.deepEqual(
            rows.map((row) => row.id),
            expected,
          );
        }
      },
    ),
  );
});

test("a new row comes after all", () => {
  assert.equal(lastPosition([]), 0);
  assert.equal(lastPosition(rowsAt([0, 7.5, 3])), 8);
});
