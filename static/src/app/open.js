// @ts-check
// Opening the page: first what the learner sees, from this device alone; then, in the background,
// what needs the network or time.
import { Accounts } from "../accounts/accounts.js";
import { defaultDeviceName } from "../accounts/device-name.js";
import { ensureDevice } from "../db/device.js";
import { openDatabase } from "../db/open.js";
import { refreshLibrary } from "../decks/library.js";
import { showUnshownRegisters } from "../decks/unshown.js";
import { moment, stopwatchMs } from "../lib/clock.js";
import { newId } from "../lib/ids.js";
import { rebuildIfNeeded } from "../study/rebuild.js";
import { Syncer } from "../sync/syncer.js";
import {
  assumePreferences,
  refreshAccount,
  refreshEverything,
  refreshPreferences,
  refreshProgress,
  refreshSettings,
  refreshStorage,
  refreshToday,
} from "./refresh.js";
import { running, setRunning } from "./running.js";
import { ready, syncStatus, wasCleared } from "./state.js";
import { joinTabs } from "./tabs.js";

/**
 * Resolves when `ready` and `today` are set (or `ready` says why not). On the very first visit that
 * is when the first deck has come, or cannot come now.
 * @returns {Promise<void>}
 */
export async function openApp() {
  try {
    await connect();
    // The line of sync stands on Today from the beginning: nothing moves when it comes.
    const line = running().syncer.refresh();
    await Promise.all([refreshPreferences(), refreshSettings(), refreshAccount(), line]);
    ready.value = { state: "ready", code: null };
    const hasContent = await hasDecks();
    if (!hasContent) await bringDecks();
    await refreshProgress();
    inBackground(() => settle(hasContent));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    assumePreferences();
    const named = typeof code === "string" ? code : "unexpected";
    ready.value = { state: named === "storage_outdated" ? "outdated" : "failed", code: named };
    reportUnlessExpected(error);
  }
}

async function connect() {
  const database = await openDatabase("jiyao", {
    onBlocked: () => {
      assumePreferences();
      ready.value = { state: "blocked", code: null };
    },
    onOutdated: () => {
      ready.value = { state: "outdated", code: null };
    },
  });
  await ensureDevice(database, newId());
  await showUnshownRegisters(database);
  const tabs = joinTabs(followOtherTab);
  const client = syncClient(database);
  const syncer = new Syncer(client, surroundings());
  const accounts = new Accounts(client, syncer, () => inBackground(takeChanges));
  setRunning({ database, tabs, client, syncer, accounts });
}

/** @param {import("../db/open.js").Database} database @returns {import("../sync/exchange.js").SyncClient} */
const syncClient = (database) => ({
  database,
  fetch: (...request) => globalThis.fetch(...request),
  now: () => moment().now_ms,
  device_name: () => defaultDeviceName(navigator.userAgent, navigator.maxTouchPoints),
});

/** @returns {import("../sync/syncer.js").Surroundings} */
const surroundings = () => ({
  publish: (status) => {
    syncStatus.value = status;
  },
  onChanged: () => inBackground(takeChanges),
  random: Math.random,
  timers: globalThis,
  stopwatch: stopwatchMs,
  locks: navigator.locks,
  page: window,
  document,
});

/** What can wait until the page stands. @param {boolean} hasContent before this visit */
async function settle(hasContent) {
  watchReturn();
  if (await rebuildIfNeeded(running().database)) await refreshProgress();
  if (hasContent && (await bringDecks())) await refreshProgress();
  await refreshStorage();
  await resumeAccount();
  await running().syncer.start();
}

/** A first visit, unless the browser has cleared what was here and kept the cookie. */
async function resumeAccount() {
  try {
    wasCleared.value = await running().accounts.resume();
  } catch (error) {
    reportUnlessExpected(error); // the learner can still sign in
  }
}

/** Coming back to the page, perhaps the next morning or online again. */
function watchReturn() {
  const onReturn = () => {
    if (document.visibilityState !== "visible") return;
    inBackground(async () => {
      await refreshToday();
      if (decksAreMissing && (await bringDecks())) await refreshProgress();
    });
  };
  document.addEventListener("visibilitychange", onReturn);
  window.addEventListener("online", onReturn);
}

/** The library could not be asked; coming back to the page asks again. */
let decksAreMissing = false;

/** @returns {Promise<boolean>} whether decks came; without a network nothing changes */
async function bringDecks() {
  const { database, client, tabs } = running();
  try {
    const changed = await refreshLibrary(database, client.fetch);
    decksAreMissing = false;
    if (changed) tabs.announce("everything");
    return changed;
  } catch (error) {
    decksAreMissing = true;
    reportUnlessExpected(error);
    return false;
  }
}

const hasDecks = () =>
  running().database.read(["decks"], async (tx) => (await tx.objectStore("decks").count()) > 0);

/** This tab has written what sync brought, or another account's progress. */
async function takeChanges() {
  await rebuildIfNeeded(running().database);
  running().tabs.announce("everything");
  await refreshEverything();
}

/** @param {import("./tabs.js").Change} change */
function followOtherTab(change) {
  inBackground(async () => {
    if (change === "preferences") await refreshPreferences();
    else if (change === "progress") await refreshProgress();
    else await refreshEverything();
    await running().syncer.refresh();
  });
}

/**
 * Let it run; what fails there must not stop the page.
 * @param {() => Promise<unknown>} work
 */
export function inBackground(work) {
  work().catch(reportUnlessExpected);
}

/** Failures with a code are part of life (no network, no space); others are mistakes of ours. @param {any} error */
function reportUnlessExpected(error) {
  if (typeof error?.code !== "string") globalThis.reportError?.(error);
}
