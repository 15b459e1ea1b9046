// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { findKeyLists } from "../../../static/src/speeches/find.js";

const GIVEN = { text: "讲话", title: "题" };
const never = new AbortController().signal;

/** @param {any} answer @param {number} [status] @returns {any} */
const answering =
  (answer, status = 200) =>
  async (/** @type {any} */ ...asked) => {
    answering.asked = asked;
    return answer instanceof Response ? answer : Response.json(answer, { status });
  };
/** @type {any[]} */
answering.asked = [];

test("a text goes as JSON, a file as a form with its name", async () => {
  assert.deepEqual(await findKeyLists(answering({ lists: [] }), GIVEN, never), { lists: [] });
  const [path, { method, body }] = answering.asked;
  assert.deepEqual([path, method, JSON.parse(body)], ["/api/speeches/find", "POST", GIVEN]);
  const file = new File(["讲话"], "讲话.txt");
  await findKeyLists(answering({ lists: [] }), { file, title: "" }, never);
  const form = answering.asked[1].body;
  assert.deepEqual([form.get("file").name, form.get("title")], ["讲话.txt", ""]);
  // The browser itself names the form's boundary.
  assert.equal("content-type" in answering.asked[1].headers, false);
});

test("why a file is not read is told by its code", async () => {
  const refusal = { error: { code: "no_text", message: "scan" } };
  await assert.rejects(findKeyLists(answering(refusal, 422), GIVEN, never), { code: "no_text" });
});

test("no answer, and an answer that is not our server's, are the same as no network", async () => {
  const unreachable = async () => {
    throw new TypeError("Failed to fetch");
  };
  const portal = answering(new Response("<html>", { headers: { "content-type": "text/html" } }));
  for (const fetch of [unreachable, portal]) {
    await assert.rejects(findKeyLists(fetch, GIVEN, never), { code: "offline" });
  }
});

test("cancelling ends the request and is told as such", async () => {
  const cancel = new AbortController();
  /** @type {any} */
  const waiting = (/** @type {string} */ _path, /** @type {RequestInit} */ { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    });
  const finding = findKeyLists(waiting, GIVEN, cancel.signal);
  cancel.abort();
  await assert.rejects(finding, { code: "cancelled" });
});
