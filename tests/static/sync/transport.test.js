import assert from "node:assert/strict";
import { test } from "node:test";
import { OfflineError, RefusedError, requestJson } from "../../../static/src/sync/transport.js";

const answering = (body, init) => async () => new Response(body, init);
const json = { "content-type": "application/json" };
const post = (fetch) => requestJson(fetch, "POST", "/api/sync", { a: 1 });

test("an answer of the server is its JSON", async () => {
  assert.deepEqual(await post(answering('{"epoch":"e"}', { headers: json })), { epoch: "e" });
});

for (const [what, fetch] of Object.entries({
  "a captive portal's page": answering("<html>Sign in</html>", {
    headers: { "content-type": "text/html" },
  }),
  "a page that calls itself JSON": answering("<html>", { headers: json }),
  "truncated JSON": answering('{"epoch":"e","events":[{"ev', { headers: json }),
  "JSON of no declared type": answering('{"epoch":"e"}', {
    headers: { "content-type": "text/plain" },
  }),
  "an empty 204": answering(null, { status: 204 }),
  "an empty 200": answering("", { headers: json }),
  "a portal's 511": answering("<html>", { status: 403, headers: { "content-type": "text/html" } }),
  "a refused connection": async () => {
    throw new TypeError("Failed to fetch");
  },
  "a body cut while it is read": async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"epoch":'));
          controller.error(new TypeError("network error"));
        },
      }),
      { headers: json },
    ),
})) {
  test(`${what} counts as offline`, async () => {
    await assert.rejects(post(fetch), OfflineError);
  });
}

test("a server that never answers counts as offline", async () => {
  const hanging = (_path, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await assert.rejects(
    requestJson(hanging, "POST", "/api/sync", {}, { timeout_ms: 1 }),
    OfflineError,
  );
});

test("a refusal carries the server's own code", async () => {
  const body = '{"error":{"code":"name_taken","message":"taken","details":{"name":["x"]}}}';
  await assert.rejects(post(answering(body, { status: 409, headers: json })), (error) => {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.code, "name_taken");
    assert.deepEqual(error.details, { name: ["x"] });
    assert.equal(error.isTemporary, false);
    return true;
  });
});

test("a proxy's 502 and 503 are temporary, with or without JSON, and tell their Retry-After", async () => {
  for (const [body, headers] of [
    ["<html>Bad gateway</html>", { "content-type": "text/html", "retry-after": "7" }],
    ['{"error":{"code":"busy","message":"busy"}}', { ...json, "retry-after": "7" }],
  ]) {
    await assert.rejects(post(answering(body, { status: 503, headers })), (error) => {
      assert.ok(error.isTemporary);
      assert.equal(error.retry_after_ms, 7_000);
      return true;
    });
  }
});

test("an empty 204 is an answer where one is expected", async () => {
  assert.equal(
    await requestJson(answering(null, { status: 204 }), "DELETE", "/api/session", undefined, {
      is_empty: true,
    }),
    null,
  );
});

test("a redirect is not followed, because only a captive portal sends one", async () => {
  let seen;
  await requestJson(
    async (_path, init) => {
      seen = init;
      return new Response("{}", { headers: json });
    },
    "POST",
    "/api/sync",
    {},
  );
  assert.equal(seen.redirect, "error");
  assert.equal(seen.cache, "no-store");
});
