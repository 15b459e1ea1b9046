// The kill switch: served as /sw.js when KILL_SWITCH is set (docs/operations.md). It takes the place
// of a service worker whose build does not work, throws away the kept files and goes. What the
// learner has is in IndexedDB, which it does not touch. It reloads nothing: a recital may be open.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}
