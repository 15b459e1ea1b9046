// @ts-check
// What one round of sync brought together, to be told in words.

/**
 * Gathered over all exchanges of one round.
 * @typedef {{reviews: number, devices: Set<string>, pulled_cards: Set<string>, pushed_cards: Set<string>}} Merge
 * @typedef {{reviews: number, devices: number, items_reviewed_on_both: number}} MergeSummary
 */

/** @returns {Merge} */
export function emptyMerge() {
  return { reviews: 0, devices: new Set(), pulled_cards: new Set(), pushed_cards: new Set() };
}

/**
 * @param {Merge} merge changed in place
 * @param {{kind: string, card_id: string, device_id: string}[]} pulled events new to this device
 * @param {{kind: string, card_id: string}[]} pushed events of this device, new to the server
 */
export function gatherMerge(merge, pulled, pushed) {
  for (const event of pulled) {
    if (event.kind !== "review") continue;
    merge.reviews += 1;
    merge.devices.add(event.device_id);
    merge.pulled_cards.add(event.card_id);
  }
  for (const event of pushed) {
    if (event.kind === "review") merge.pushed_cards.add(event.card_id);
  }
}

/**
 * @param {Merge} merge
 * @returns {MergeSummary | null} null when no review came from another device
 */
export function summarizeMerge(merge) {
  if (merge.reviews === 0) return null;
  return {
    reviews: merge.reviews,
    devices: merge.devices.size,
    items_reviewed_on_both: [...merge.pulled_cards].filter((id) => merge.pushed_cards.has(id))
      .length,
  };
}
