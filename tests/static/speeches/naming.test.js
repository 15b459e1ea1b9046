// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName, promisedCount, proposedName } from "../../../static/src/speeches/naming.js";

test("a list without a name is called by its number and the word its items share", () => {
  const named = {
    三个不放过: ["隐患不查清不放过", "责任不落实不放过", "整改不到位不放过"],
    三个带头: ["带头学", "带头干", "带头改"],
    两化: ["绿化", "亮化"],
    三条要点: ["来得早", "雨量大", "任务重"],
    一条要点: ["沙袋"],
    两条要点: ["快的", "慢的"],
  };
  for (const [name, texts] of Object.entries(named)) assert.equal(proposedName(texts), name);
  assert.equal(proposedName([]), "");
  assert.match(proposedName(Array.from({ length: 12 }, (_, at) => `${at}号`)), /^十二/);
});

test("a name that is taken is numbered, and so is the next", () => {
  assert.equal(freeName("四个重点", ["三件事"]), "四个重点");
  const second = freeName("四个重点", ["四个重点"]);
  assert.equal(second, "四个重点（二）");
  assert.equal(freeName(second, ["四个重点", second]), "四个重点（三）");
});

test("a name promises as many items as its number says", () => {
  const promised = { 四个重点: 4, 七大功能: 7, 两点: 2, 十二条措施: 12, 二十项: 20, "3项任务": 3 };
  for (const [name, count] of Object.entries(promised)) assert.equal(promisedCount(name), count);
  for (const name of ["防汛要求", "统一思想", ""]) assert.equal(promisedCount(name), null);
});
