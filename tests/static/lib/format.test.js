// @ts-check
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  agoWords,
  bytesWords,
  clockDifferenceWords,
  dateStamp,
  dateWords,
  dueWords,
  firstCharacter,
  hourWords,
  minutesWords,
  percentWords,
  spanWords,
} from "../../../static/src/lib/format.js";
import { setLanguage } from "../../../static/src/lib/i18n.js";

const TODAY = 20_780; // 2026-11-23
const NOW_MS = Date.UTC(2026, 10, 23, 12);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

afterEach(() => setLanguage("zh"));

test("a due day is told from today", async () => {
  const days = [0, 1, 2, 3, 59, 60, 400, 800];
  const chinese = ["今天", "明天", "后天", "3天后", "59天后", "2个月后", "13个月后", "2年后"];
  assert.deepEqual(
    days.map((day) => dueWords(TODAY + day, TODAY)),
    chinese,
  );
  await setLanguage("en");
  const english = ["today", "tomorrow", "in 2 days", "in 3 days", "in 59 days", "in 2 months"];
  assert.deepEqual(
    days.slice(0, 6).map((day) => dueWords(TODAY + day, TODAY)),
    english,
  );
});

test("what is overdue is due today, and what was never recited has no day", () => {
  assert.equal(dueWords(TODAY - 12, TODAY), "今天");
  assert.equal(dueWords(null, TODAY), "还没背过");
});

test("a stability is told as a person would", () => {
  assert.deepEqual([0.4, 1, 11.6, 59.4, 90, 800].map(spanWords), [
    "不到一天",
    "1天",
    "12天",
    "59天",
    "3个月",
    "2年",
  ]);
});

test("a clock is off by minutes, hours, days or months, whichever way", () => {
  const differences = [
    3 * MINUTE_MS,
    -90 * MINUTE_MS,
    5 * 60 * MINUTE_MS,
    -3 * DAY_MS,
    365 * DAY_MS,
  ];
  assert.deepEqual(differences.map(clockDifferenceWords), [
    "3分钟",
    "90分钟",
    "5小时",
    "3天",
    "12个月",
  ]);
});

test("only certainty is told as 100%", () => {
  assert.deepEqual([0, 0.854, 0.9999, 1].map(percentWords), ["0%", "85%", "99%", "100%"]);
});

test("minutes are whole and at least one", () => {
  assert.deepEqual([0.2, 1.4, 6.5].map(minutesWords), ["1分钟", "1分钟", "7分钟"]);
});

test("a moment is told by how long ago it was; one in the future is now", () => {
  const past = [-5 * MINUTE_MS, 0, 5 * MINUTE_MS, 3 * 60 * MINUTE_MS, DAY_MS, 6.5 * DAY_MS];
  const words = past.map((passed) => agoWords(NOW_MS - passed, NOW_MS));
  assert.deepEqual(words, ["刚才", "刚才", "5分钟前", "3小时前", "昨天", "6天前"]);
  assert.match(agoWords(NOW_MS - 8 * DAY_MS, NOW_MS), /2026年11月15日/);
});

test("a study day is told as its own date in every time zone", () => {
  const zone = process.env.TZ;
  try {
    for (const each of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"]) {
      process.env.TZ = each;
      assert.equal(dateWords(TODAY), "11月23日星期一", each);
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("a file is named by the learner's own day", () => {
  const now_ms = Date.UTC(2026, 10, 23, 20);
  assert.equal(dateStamp({ now_ms, utc_offset_minutes: 480 }), "2026-11-24");
  assert.equal(dateStamp({ now_ms, utc_offset_minutes: -480 }), "2026-11-23");
});

test("bytes grow from kilobytes to gigabytes", () => {
  const words = [900, 48_200, 2_400_000, 60e9].map((bytes) => bytesWords(bytes).replace(/\s/g, ""));
  assert.deepEqual(words, ["0.9kB", "48kB", "2.4MB", "60GB"]);
});

test("an hour is told with two digits", () => {
  assert.deepEqual([0, 4, 23].map(hourWords), ["00:00", "04:00", "23:00"]);
});

test("the hint is the first character that is said aloud", () => {
  const texts = ["先进性的身份", "“两个确立”", "《党章》", "121万", "𠮷野家", "……", ""];
  assert.deepEqual(texts.map(firstCharacter), ["先", "两", "党", "1", "𠮷", "…", ""]);
});
