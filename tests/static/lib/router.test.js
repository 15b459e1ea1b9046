// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { matchRoute } from "../../../static/src/lib/router.js";

test("each address opens its page", () => {
  const names = {
    "/": "today",
    "/recite": "recite",
    "/recite/abc": "recital",
    "/learn/abc": "learning",
    "/lists": "lists",
    "/lists/abc": "list",
    "/lists/abc/edit": "edit-list",
    "/decks": "decks",
    "/decks/abc": "deck",
    "/deleted": "deleted",
    "/import": "import",
    "/speeches/abc": "speech",
    "/search": "search",
    "/done": "done",
    "/settings": "settings",
    "/settings/account": "account",
    "/settings/about": "about",
  };
  for (const [address, name] of Object.entries(names)) {
    assert.equal(matchRoute(address).name, name, address);
  }
});

test("an address keeps its id and its query", () => {
  assert.deepEqual(matchRoute("/recite/a-1?all=1"), {
    name: "recital",
    params: { id: "a-1" },
    query: { all: "1" },
  });
});

test("a slash at the end changes nothing", () => {
  assert.equal(matchRoute("/lists/").name, "lists");
});

test("no other address opens a page, and none throws", () => {
  for (const address of ["/nope", "/recite/a/b", "/settings/nope", "//evil.example/lists/x/y"]) {
    assert.equal(matchRoute(address).name, "missing", address);
  }
  assert.equal(matchRoute("/lists/%E0%A4%A").params.id, "%E0%A4%A");
});
