// A page that dies in the midst of writing what the server answered, or goes on after a call failed.

import { StorageLost } from "../../static/src/db/errors.js";

const WRITES = ["put", "add", "delete", "clear"];

/**
 * Sync, die at the n-th write to the database, and begin anew.
 * @param {import("./device.js").Device} device
 * @param {number} n from 1
 * @returns {Promise<boolean>} whether there were so many writes
 */
export const syncAndDieAtWrite = (device, n) => saveAndDieAtWrite(device, n, () => device.sync());

/**
 * Do something, die at the n-th write to the database, and begin anew.
 * @param {import("./device.js").Device} device
 * @param {number} n from 1
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether there were so many writes
 */
export async function saveAndDieAtWrite(device, n, work) {
  const countdown = { left: n };
  const { write } = device.database;
  device.database.write = (stores, write_all) =>
    write.call(device.database, stores, (tx) => {
      if (countdown.left <= 0) throw new Error("the page is dead");
      return write_all(mortal(tx, countdown));
    });
  await work().catch((error) => {
    if (countdown.left > 0) throw error;
  });
  await device.restart();
  return countdown.left <= 0;
}

/**
 * Sync while the n-th call to the database or the network fails; the page goes on. Everything works
 * again afterwards.
 * @param {import("./device.js").Device} device
 * @param {number} n from 1
 * @param {"before" | "after"} when the call is not made, or it is and only its outcome is lost
 * @returns {Promise<boolean>} whether there were so many calls
 */
export async function syncAndFailAtCall(device, n, when) {
  const { database, network } = device;
  const { read, write } = database;
  const countdown = { left: n };
  const failing =
    (call, fault) =>
    async (...values) => {
      const fails = --countdown.left === 0;
      if (fails && when === "before") throw fault();
      const outcome = await call(...values);
      if (fails) throw fault();
      return outcome;
    };
  const lost = () => new StorageLost("the connection was lost");
  database.read = failing(read.bind(database), lost);
  database.write = failing(write.bind(database), lost);
  device.network = failing(network, () => new TypeError("network error"));
  try {
    await device.sync();
  } finally {
    Object.assign(database, { read, write });
    device.network = network;
  }
  return countdown.left <= 0;
}

/** @param {any} tx @param {{left: number}} countdown */
const mortal = (tx, countdown) =>
  new Proxy(tx, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (name !== "objectStore") return member;
      return (store) => mortalStore(target.objectStore(store), target, countdown);
    },
  });

/** @param {any} store @param {any} tx @param {{left: number}} countdown */
const mortalStore = (store, tx, countdown) =>
  new Proxy(store, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...values) => {
        // After the code that is running now: a disk that fails does not fail in the midst of it.
        if (WRITES.includes(name) && --countdown.left === 0) queueMicrotask(() => abort(tx));
        return member.apply(target, values);
      };
    },
  });

/** @param {any} tx */
function abort(tx) {
  try {
    tx.abort();
  } catch {
    // It was complete before: the page dies right after it.
  }
}
