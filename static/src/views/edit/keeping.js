// @ts-check
import { useEffect } from "preact/hooks";

/** Nobody who writes on pauses for so long. */
const PAUSE_MS = 300;

/**
 * Keeps what was typed: when typing pauses, and when the page goes out of sight. Not only when it is left:
 * what a page begins to write then may not reach the disk.
 * @param {() => unknown} keep does nothing when there is nothing new to keep
 * @param {unknown[]} typed
 */
export function useKeeping(keep, typed) {
  useEffect(() => {
    const timer = setTimeout(keep, PAUSE_MS);
    const events = ["visibilitychange", "pagehide"];
    for (const event of events) addEventListener(event, keep);
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, keep);
    };
  }, typed);
}
