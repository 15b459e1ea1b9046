import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { defaultDeviceName } from "../../../static/src/accounts/device-name.js";
import { setLanguage } from "../../../static/src/lib/i18n.js";

afterEach(() => setLanguage("zh"));

const names = [
  [
    "Android 手机",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  ],
  [
    "Android 平板",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  ],
  [
    "iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
  ],
  [
    "iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1",
  ],
  [
    "iPad",
    "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1",
  ],
  [
    "鸿蒙设备",
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 Mobile",
  ],
  [
    "电脑 · Chrome",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  ],
  [
    "电脑 · Edge",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
  ],
  [
    "电脑 · Firefox",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
  ],
  [
    "电脑 · Safari",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
  ],
  ["电脑", "curl/8.1"],
];

for (const [name, userAgent] of names) {
  test(`${userAgent.slice(0, 60)}… is called ${name}`, () => {
    assert.equal(defaultDeviceName(userAgent), name);
  });
}

test("an iPad that calls itself a Mac is told by its touch points", () => {
  const mac = names.find(([name]) => name === "电脑 · Safari")[1];
  assert.equal(defaultDeviceName(mac, 5), "iPad");
});

test("a page in English gives an English name", async () => {
  const named = new Map(names);
  await setLanguage("en");
  assert.equal(defaultDeviceName(named.get("Android 手机")), "Android phone");
  assert.equal(defaultDeviceName(named.get("电脑 · Edge")), "Computer · Edge");
  assert.equal(defaultDeviceName(named.get("电脑")), "Computer");
});
