// @ts-check
// What a list is called that the text does not name, and the number that a name promises. Pure.
import { plain } from "./similar.js";

const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 四个重点, 七大功能, 三条, 12项: a number and what it measures; 一 alone begins too many other words. */
const PROMISED = /([两二三四五六七八九十]{1,3}|\d{1,2})[个大条点项种类句方步件严化]/u;

/** Words that say nothing when they stand alone. */
const EMPTY = new Set(["的", "了", "是", "和", "在", "要", "不", "有", "地", "得", "性"]);

/**
 * As a name writes it: 1 to 99 in Chinese, greater ones in digits; two of something is 两.
 * @param {number} value
 */
function numeral(value) {
  if (value > 99) return String(value);
  if (value === 2) return "两";
  const tens = Math.floor(value / 10);
  return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${DIGITS[value % 10]}`;
}

/**
 * A number and the word that all items begin or end with (三个不放过, 五化), else so many points.
 * @param {string[]} texts of the items
 * @returns {string} empty without items
 */
export function proposedName(texts) {
  if (texts.length === 0) return "";
  const words = texts.map((text) => [...plain(text)]);
  const ending = shared(words.map((word) => word.toReversed())).toReversed();
  const opening = shared(words);
  const common = (ending.length >= opening.length ? ending : opening).slice(0, 4).join("");
  const number = numeral(texts.length);
  if (texts.length === 1 || !common || EMPTY.has(common)) return `${number}条要点`;
  return [...common].length === 1 ? `${number}${common}` : `${number}个${common}`;
}

/** What all begin with, at least one character of each left out. @param {string[][]} words */
function shared(words) {
  const shortest = Math.min(...words.map((word) => word.length)) - 1;
  let length = 0;
  while (length < shortest && words.every((word) => word[length] === words[0][length])) length += 1;
  return words[0].slice(0, length);
}

/**
 * The name, told apart from those that are taken: 七大工程, 七大工程（二）.
 * @param {string} name
 * @param {string[]} taken
 */
export function freeName(name, taken) {
  if (!taken.includes(name)) return name;
  const stem = name.replace(/（[一二三四五六七八九十]+）$/u, "");
  for (let number = 2; ; number += 1) {
    const next = `${stem}（${number === 2 ? "二" : numeral(number)}）`;
    if (!taken.includes(next)) return next;
  }
}

/**
 * How many items a name promises.
 * @param {string} name
 * @returns {number | null} null: it names no number
 */
export function promisedCount(name) {
  const number = PROMISED.exec(name)?.[1];
  if (!number) return null;
  if (/^\d/u.test(number)) return Number(number);
  const [tens, ones] = number.includes("十") ? number.split("十") : ["", number];
  const digit = (/** @type {string} */ word) => DIGITS.indexOf(word.replace("两", "二"));
  return (number.includes("十") ? digit(tens) || 1 : 0) * 10 + digit(ones);
}
