// @ts-check
// Other tabs of this page learn at once what one of them has written.

/** @typedef {"progress" | "preferences" | "everything"} Change what was written */

const CHANNEL = "jiyao";

/**
 * @param {(change: Change) => void} onChange made by another tab
 * @returns {{announce: (change: Change) => void, close: () => void}}
 */
export function joinTabs(onChange) {
  if (typeof BroadcastChannel === "undefined") return { announce() {}, close() {} };
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => onChange(data);
  return {
    announce: (change) => channel.postMessage(change),
    close: () => channel.close(),
  };
}
