// Chance that can be played again: numbers, and the random ids that the page's code makes. Import
// this before anything that makes ids.
import { AsyncLocalStorage } from "node:async_hooks";

/** mulberry32 by Tommy Ettinger, public domain: 32 bits of state, full period. */
export class Chance {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** @returns {number} in [0, 1) */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} least @param {number} most both included */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @template T @param {T[]} things @returns {T} */
  one(things) {
    return things[this.whole(0, things.length - 1)];
  }

  /** @template T @param {[number, T][]} weighted @returns {T} */
  weighted(weighted) {
    let left = this.next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, thing] of weighted) {
      left -= weight;
      if (left < 0) return thing;
    }
    return weighted[0][1];
  }

  uuid() {
    const hex = () => this.whole(0, 15).toString(16);
    return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) =>
      place === "x" ? hex() : "89ab"[this.whole(0, 3)],
    );
  }
}

/**
 * A chance for the n-th thing of a life. Each has its own, so that leaving one out changes no other.
 * @param {number} seed @param {number} n @param {number} [purpose]
 */
export function chanceOf(seed, n, purpose = 0) {
  const mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);
  return new Chance(new Chance(mixed ^ Math.imul(purpose, 0xc2b2ae35)).next() * 2 ** 32);
}

const truly = crypto.randomUUID.bind(crypto);
/** Follows each life through its awaits, so that what one left running takes no ids from another. */
const source = new AsyncLocalStorage();
crypto.randomUUID = () => source.getStore()?.uuid() ?? truly();

/**
 * Let all ids come from this chance while `work` runs.
 * @template T
 * @param {Chance} chance
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withIdsFrom = (chance, work) => source.run(chance, work);
