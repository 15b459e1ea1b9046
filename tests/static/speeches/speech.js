// @ts-check
// A speech of our own as the finder answers, and the deck that accepting it makes.

/** @typedef {import("../../../static/src/speeches/compare.js").DeckContent} DeckContent */

const TITLE = "防汛讲话";

/**
 * @param {string[]} paragraphs
 * @param {Record<string, string[]>} lists name → items, which stand in the paragraphs in this order
 * @param {Partial<any>} [more] of every list
 */
export function foundIn(paragraphs, lists, more = {}) {
  const text = paragraphs.join("\n");
  return {
    ...{ title: TITLE, format: "text", paragraphs },
    lists: Object.entries(lists).map(([name, texts]) => ({
      ...{ name, name_derived: false, name_start: null, name_end: null },
      ...{ count: texts.length, count_announced: true, count_mismatch: false, ordered: true },
      ...{ start: 0, end: text.length, parent: null, confidence: 0.95, rule: "", words: ["一是"] },
      items: texts.map((words) => itemAt(text, words)),
      ...more,
    })),
  };
}

/** @param {string} text @param {string} words */
function itemAt(text, words) {
  const at = text.indexOf(words);
  if (at < 0) return { text: words, start: 0, end: 0 };
  const start = [...text.slice(0, at)].length;
  return { text: words, start, end: start + [...words].length };
}

/** The rows that changes make, over those that are there. @param {import("../../../static/src/decks/edits.js").Change[]} changes @param {Map<string, any>} [rows] */
export function applied(changes, rows = new Map()) {
  const after = new Map([...rows].map(([id, row]) => [id, { ...row }]));
  for (const { kind, record_id, field, value } of changes) {
    const row = after.get(record_id) ?? { ...ABSENT[kind], kind, id: record_id, deleted: false };
    after.set(record_id, { ...row, [field]: value });
  }
  return after;
}

/** @type {Record<string, any>} */
const ABSENT = {
  deck: { title: "", position: 0 },
  key_list: { name: "", position: 0, ordered: true },
  item: { text: "", position: 0, source: null },
  speech: { title: "", position: 0 },
  paragraph: { text: "", position: 0 },
};

/** @param {Map<string, any>} rows @returns {DeckContent} */
export function contentOf(rows) {
  const all = [...rows.values()].filter(({ deleted }) => !deleted);
  const of = (/** @type {string} */ kind) =>
    all.filter((row) => row.kind === kind).sort((a, b) => a.position - b.position);
  return {
    deck: of("deck")[0],
    speech: of("speech")[0] ?? null,
    paragraphs: of("paragraph"),
    lists: of("key_list").map((key_list) => ({
      key_list,
      items: of("item").filter(({ key_list_id }) => key_list_id === key_list.id),
    })),
  };
}
