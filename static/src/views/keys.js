// @ts-check
import { useEffect } from "preact/hooks";

/**
 * Keys of a page by their lower-case names. A focused control keeps its own Space and Enter, and a held key counts once.
 * @param {Record<string, () => unknown>} keys
 * @param {() => boolean} [listening] false while a dialog is open, which has its own keys
 */
export function useKeys(keys, listening = () => true) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    function press(event) {
      const key = event.key.toLowerCase();
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const activates = key === " " || key === "enter";
      const onControl = event.target instanceof Element && event.target.closest("button, a");
      if (!keys[key] || !listening() || modified || event.repeat) return;
      if (activates && onControl) return;
      event.preventDefault();
      keys[key]();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
