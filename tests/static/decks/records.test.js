// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { byPosition, editedRecord, effectiveRecord } from "../../../static/src/decks/records.js";
import { madeEdit } from "../db/records.js";

const ID = "11111111-1111-4111-8111-111111111111";
const IN_FILE = { id: ID, key_list_id: "list", text: "红", text_en: "red", position: 2 };

test("what the file says is below every edit, field by field", () => {
  const edits = [madeEdit({ record_id: ID, field: "text", value: "赤" })];
  const row = effectiveRecord("item", ID, IN_FILE, edits);
  assert.deepEqual([row.text, row.text_en, row.position], ["赤", "red", 2]);
  assert.deepEqual([row.detail, row.deleted], ["", false]);
});

test("a record that is in no file is shown once its edits say where it belongs", () => {
  const text = madeEdit({ record_id: ID, field: "text", value: "自己的" });
  assert.equal(effectiveRecord("item", ID, undefined, [text]), null);
  const home = madeEdit({ record_id: ID, field: "key_list_id", value: "list" });
  assert.equal(effectiveRecord("item", ID, undefined, [text, home]).text, "自己的");
});

test("edits applied to a row in any order give what the registers give", () => {
  const fields = ["text", "text_en", "detail", "position", "deleted", "key_list_id", "mood"];
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double());
  const edits = fc.uniqueArray(fc.record({ field: fc.constantFrom(...fields), value }), {
    selector: ({ field }) => field,
  });
  fc.assert(
    fc.property(edits, (given) => {
      const registers = given.map((each) => madeEdit({ ...each, record_id: ID }));
      let row = effectiveRecord("item", ID, IN_FILE, []);
      for (const each of registers.toReversed()) row = editedRecord("item", row, [each]);
      assert.deepEqual(row, effectiveRecord("item", ID, IN_FILE, registers));
    }),
  );
});

test("order is position, then id", () => {
  const rows = [
    { id: "b", position: 1 },
    { id: "a", position: 1 },
    { id: "c", position: 0.5 },
  ];
  assert.deepEqual(
    rows.sort(byPosition).map(({ id }) => id),
    ["c", "a", "b"],
  );
});
