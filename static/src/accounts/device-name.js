// @ts-check
// The name under which this device appears in the list of devices until the learner changes it.

/** @type {[RegExp, string][]} tried in order; tablets and phones before the systems they contain */
const MACHINES = [
  [/iPad/, "iPad"],
  [/iPhone|iPod/, "iPhone"],
  [/HarmonyOS|OpenHarmony/, "鸿蒙设备"],
  [/Android.*Mobile/, "Android 手机"],
  [/Android/, "Android 平板"],
];

/** @type {[RegExp, string][]} every other browser also calls itself Chrome or Safari */
const BROWSERS = [
  [/MicroMessenger/, "微信"],
  [/Edg/, "Edge"],
  [/OPR|Opera/, "Opera"],
  [/Firefox/, "Firefox"],
  [/Chrome|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

/**
 * @param {string} userAgent
 * @param {number} [touchPoints] navigator.maxTouchPoints; tells an iPad that calls itself a Mac
 */
export function defaultDeviceName(userAgent, touchPoints = 0) {
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return "iPad";
  const machine = firstMatch(MACHINES, userAgent);
  if (machine) return machine;
  const browser = firstMatch(BROWSERS, userAgent);
  return browser ? `电脑 · ${browser}` : "电脑";
}

/**
 * @param {[RegExp, string][]} patterns
 * @param {string} text
 */
function firstMatch(patterns, text) {
  return patterns.find(([pattern]) => pattern.test(text))?.[1];
}
