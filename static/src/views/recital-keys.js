// @ts-check
import { useEffect } from "preact/hooks";

/**
 * @typedef {object} Verbs
 * @property {() => void} reveal
 * @property {() => void} hint
 * @property {() => void} reciteAll
 * @property {() => unknown} undo
 * @property {() => void} leave
 * @property {() => void} help
 * @property {(rating: 1 | 2 | 3 | 4) => void} rate
 */

/** @type {Record<string, (verbs: Verbs) => unknown>} */
const KEYS = {
  " ": (verbs) => verbs.reveal(),
  enter: (verbs) => verbs.reveal(),
  1: (verbs) => verbs.rate(1),
  2: (verbs) => verbs.rate(2),
  3: (verbs) => verbs.rate(3),
  4: (verbs) => verbs.rate(4),
  h: (verbs) => verbs.hint(),
  u: (verbs) => verbs.undo(),
  backspace: (verbs) => verbs.undo(),
  a: (verbs) => verbs.reciteAll(),
  "?": (verbs) => verbs.help(),
  escape: (verbs) => verbs.leave(),
};

/**
 * The whole recital by keyboard. A focused control keeps its own Space and Enter.
 * @param {Verbs} verbs
 * @param {() => boolean} listening false while a dialog is open, which has its own keys
 */
export function useRecitalKeys(verbs, listening) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    function press(event) {
      const key = event.key.toLowerCase();
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const activates = key === " " || key === "enter";
      const onControl = event.target instanceof Element && event.target.closest("button, a");
      if (!listening() || modified || event.repeat || !KEYS[key] || (activates && onControl))
        return;
      event.preventDefault();
      KEYS[key](verbs);
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

/**
 * A tap anywhere in the lower half of the window, where the thumb is.
 * @param {() => void} act
 */
export function useTapBelow(act) {
  useEffect(() => {
    /** @param {MouseEvent} event */
    function tap(event) {
      const onControl =
        event.target instanceof Element && event.target.closest("button, a, dialog");
      if (!onControl && event.clientY > innerHeight / 2) act();
    }
    addEventListener("click", tap);
    return () => removeEventListener("click", tap);
  });
}
