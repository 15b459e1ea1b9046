// @ts-check
// The name under which this device appears in the list of devices until the learner changes it.
import { t } from "../lib/i18n.js";

/** @type {[RegExp, () => string][]} tried in order; tablets and phones before what they contain */
const MACHINES = [
  [/iPad/, () => "iPad"],
  [/iPhone|iPod/, () => "iPhone"],
  [/HarmonyOS|OpenHarmony/, () => t("machine.harmony")],
  [/Android.*Mobile/, () => t("machine.android-phone")],
  [/Android/, () => t("machine.android-tablet")],
];

/** @type {[RegExp, () => string][]} every other browser also calls itself Chrome or Safari */
const BROWSERS = [
  [/MicroMessenger/, () => t("machine.wechat")],
  [/Edg/, () => "Edge"],
  [/OPR|Opera/, () => "Opera"],
  [/Firefox/, () => "Firefox"],
  [/Chrome|Chromium/, () => "Chrome"],
  [/Safari/, () => "Safari"],
];

/**
 * The name in the page's language.
 * @param {string} userAgent
 * @param {number} [touchPoints] navigator.maxTouchPoints; tells an iPad that calls itself a Mac
 */
export function defaultDeviceName(userAgent, touchPoints = 0) {
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return "iPad";
  const machine = firstMatch(MACHINES, userAgent);
  if (machine) return machine;
  const browser = firstMatch(BROWSERS, userAgent);
  const computer = t("machine.computer");
  return browser ? `${computer}${t("mark.between")}${browser}` : computer;
}

/**
 * @param {[RegExp, () => string][]} patterns
 * @param {string} text
 */
function firstMatch(patterns, text) {
  return patterns.find(([pattern]) => pattern.test(text))?.[1]();
}
