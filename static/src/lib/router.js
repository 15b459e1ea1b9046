// @ts-check
import { signal } from "@preact/signals";

/**
 * @typedef {{name: string, params: Record<string, string>, query: Record<string, string>}} Route
 */

/** Each page has one address; the server and the service worker answer all of them with the same page. */
const ROUTES = [
  ["today", "/"],
  ["recite", "/recite"],
  ["recital", "/recite/:id"],
  ["learning", "/learn/:id"],
  ["lists", "/lists"],
  ["list", "/lists/:id"],
  ["edit-list", "/lists/:id/edit"],
  ["decks", "/decks"],
  ["deck", "/decks/:id"],
  ["deleted", "/deleted"],
  ["import", "/import"],
  ["speech", "/speeches/:id"],
  ["search", "/search"],
  ["done", "/done"],
  ["settings", "/settings"],
  ["account", "/settings/account"],
  ["about", "/settings/about"],
];

/**
 * @param {string} address path with an optional query
 * @returns {Route} `missing` when no page has this address
 */
export function matchRoute(address) {
  const url = new URL(address, "http://page");
  const parts = pathParts(url.pathname);
  const query = Object.fromEntries(url.searchParams);
  for (const [name, pattern] of ROUTES) {
    const params = matchParts(pathParts(pattern), parts);
    if (params) return { name, params, query };
  }
  return { name: "missing", params: {}, query };
}

/** @param {string} path */
const pathParts = (path) => path.split("/").filter(Boolean);

/**
 * @param {string[]} pattern
 * @param {string[]} parts
 * @returns {Record<string, string> | null}
 */
function matchParts(pattern, parts) {
  if (pattern.length !== parts.length) return null;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [index, expected] of pattern.entries()) {
    if (expected.startsWith(":")) params[expected.slice(1)] = decode(parts[index]);
    else if (expected !== parts[index]) return null;
  }
  return params;
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The page that is open, and how far down it was left when it is come back to. */
export const route = signal(
  /** @type {Route & {scroll_y: number}} */ ({ name: "today", params: {}, query: {}, scroll_y: 0 }),
);

/**
 * Open another page of ours.
 * @param {string} address
 * @param {{replace?: boolean}} [how] replace: the page left is no place to come back to
 */
export function navigate(address, { replace = false } = {}) {
  if (!replace) history.replaceState({ scroll_y: scrollY }, "");
  history[replace ? "replaceState" : "pushState"](null, "", address);
  readLocation();
}

function readLocation() {
  const scroll_y = history.state?.scroll_y ?? 0;
  route.value = { ...matchRoute(location.pathname + location.search), scroll_y };
}

/** Follow the address bar, back and forward, and every plain click on a link of ours. */
export function startRouter() {
  history.scrollRestoration = "manual"; // The browser would scroll before the page is drawn.
  readLocation();
  addEventListener("popstate", readLocation);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !opensHere(event, link)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

/** @param {MouseEvent} event @param {HTMLAnchorElement} link */
function opensHere(event, link) {
  const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const ours = link.origin === location.origin && !link.pathname.startsWith("/api/");
  return (
    plainClick && !event.defaultPrevented && ours && !link.target && !link.download && !link.hash
  );
}
