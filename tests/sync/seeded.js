// Chance that can be played again: numbers, and the random ids that the page's code makes. Import
// this before anything that makes ids.

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

const truly = crypto.randomUUID.bind(crypto);
let makeId = truly;
crypto.randomUUID = () => makeId();

/**
 * Let all ids come from this chance while `work` runs.
 * @template T
 * @param {Chance} chance
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withIdsFrom(chance, work) {
  makeId = () => chance.uuid();
  try {
    return await work();
  } finally {
    makeId = truly;
  }
}
