// @ts-check
// A small deck as the server answers it, written for these tests.
import { v5 } from "uuid";

const NAMESPACE = "6f1d1a4c-6a59-5a0b-9c58-0d2a7c1e8b11";

/** @typedef {{id: string, [field: string]: any}} Row */

/**
 * @param {Record<string, string[]>} lists name → items; the names are their slugs too
 * @param {{slug?: string, revision?: string, position?: number}} [more]
 */
export function deckFile(lists, { slug = "colours", revision = "1", position = 0 } = {}) {
  const id = v5(slug, NAMESPACE);
  const key_lists = Object.entries(lists).map(([name, items], index) =>
    keyList(id, name, items, index),
  );
  const head = { id, slug, revision, position, language: "zh-Hans" };
  return { ...head, title: `卡组 ${slug}`, title_en: `Deck ${slug}`, key_lists };
}

/** @param {string} deck_id @param {string} name @param {string[]} items @param {number} position */
function keyList(deck_id, name, items, position) {
  const id = v5(name, deck_id);
  return {
    ...{ id, slug: name, name, name_en: `${name} in English` },
    ...{ part: "一", part_en: "One", ordered: true, count: items.length, position },
    items: items.map((text, index) => ({
      ...{ id: v5(text, id), slug: text, text, text_en: `${text} in English` },
      ...{ detail: "", detail_en: "", position: index },
    })),
  };
}

/** Four lists, of 3, 1, 2 and 7 items. */
export const COLOURS = {
  三原色: ["红", "绿", "蓝"],
  国旗底色: ["赤"],
  黑白: ["黑", "白"],
  彩虹: ["一红", "二橙", "三黄", "四绿", "五青", "六蓝", "七紫"],
};

/**
 * A server's library for `refreshLibrary`, and what was asked of it.
 * @param {ReturnType<typeof deckFile>[]} decks
 */
export function library(decks) {
  /** @type {string[]} */
  const asked = [];
  /** @type {any} */
  const fetch = async (/** @type {string} */ path) => {
    asked.push(path);
    if (path === "/api/decks") return Response.json(decks.map(({ key_lists, ...head }) => head));
    const deck = decks.find(({ id }) => path === `/api/decks/${id}`);
    return deck
      ? Response.json(deck)
      : Response.json({ error: { code: "not_found" } }, { status: 404 });
  };
  return { fetch, asked };
}
