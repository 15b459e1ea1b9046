// @ts-check
// What can go wrong between the page and its storage; `code` is what the page translates.

/** The browser gives no database (private mode, storage refused, a damaged profile). */
export class StorageRefused extends Error {
  name = "StorageRefused";
  code = "storage_refused";
}

/** The disk or the quota is full; nothing of the refused transaction was written. */
export class StorageFull extends Error {
  name = "StorageFull";
  code = "storage_full";
}

/** The connection was lost and could not be opened again; reloading the page helps. */
export class StorageLost extends Error {
  name = "StorageLost";
  code = "storage_lost";
}

/** A newer version of the page, in another tab, has taken the database; reload this one. */
export class StorageOutdated extends Error {
  name = "StorageOutdated";
  code = "storage_outdated";
}
