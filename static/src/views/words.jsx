// @ts-check
import { language, t } from "../lib/i18n.js";

/**
 * @typedef {{text?: string, text_en?: string, name?: string, name_en?: string}} Named
 */

/**
 * Chinese as it is recited; in the English page its rendering stands below.
 * @param {{zh: string, en?: string | null}} props
 */
export function Bilingual({ zh, en }) {
  if (language() === "zh") return <span lang="zh-CN">{zh}</span>;
  return (
    <>
      <span lang="zh-CN">{zh}</span>
      {en && (
        <span class="english" lang="en">
          {en}
        </span>
      )}
    </>
  );
}

/**
 * What is read rather than recited (details, parts, deck titles): in the page's language when it is there.
 * @param {string | null | undefined} zh
 * @param {string | null | undefined} en
 * @returns {string}
 */
export const inPageLanguage = (zh, en) => (language() === "en" && en ? en : (zh ?? ""));

/**
 * What stands below a list's name while it is studied: its count, whether order matters, its part.
 * @param {import("../lib/types.js").KeyList} list
 * @param {number} n of its items
 * @returns {string}
 */
export const aboutWords = ({ ordered, part, part_en }, n) =>
  [t("count.items", { n }), ordered ? "" : t("list.any-order"), inPageLanguage(part, part_en)]
    .filter(Boolean)
    .join(t("mark.between"));
