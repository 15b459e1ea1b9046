// @ts-check
import { useEffect } from "preact/hooks";
import { useKeys } from "./keys.js";

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

/**
 * The whole recital by keyboard.
 * @param {Verbs} verbs
 * @param {() => boolean} listening
 */
export function useRecitalKeys(verbs, listening) {
  const keys = {
    " ": verbs.reveal,
    enter: verbs.reveal,
    1: () => verbs.rate(1),
    2: () => verbs.rate(2),
    3: () => verbs.rate(3),
    4: () => verbs.rate(4),
    h: verbs.hint,
    u: verbs.undo,
    backspace: verbs.undo,
    a: verbs.reciteAll,
    "?": verbs.help,
    escape: verbs.leave,
  };
  useKeys(keys, listening);
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
