// @ts-check
import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { UndoOffer } from "../edit/undo-bar.jsx";

const OFFERED_MS = 20_000;

/** @typedef {{draft: import("../../speeches/draft.js").Draft, key: string, words: string}} Lost a draft to go back to */

/**
 * What stays under the thumb: the way back, and save or give up; while text is selected, only to mark it.
 * @param {{lost: import("@preact/signals").Signal<Lost | null>, undo: () => void, message: string, accept: () => void,
 *   acceptWords: string, busy: boolean, keepSure: (() => void) | null, discard: () => void,
 *   mark: (() => void) | null}} props
 */
export function ReviewBar({ lost, undo, message, mark, ...verbs }) {
  const offered = lost.value;
  useEffect(() => {
    if (!offered) return;
    const timer = setTimeout(() => {
      if (lost.value === offered) lost.value = null;
    }, OFFERED_MS);
    return () => clearTimeout(timer);
  }, [offered]);
  return (
    <div class="review-bar">
      <div role="status">{offered && <UndoOffer words={offered.words} undo={undo} />}</div>
      {message && (
        <p class="message" role="alert">
          {message}
        </p>
      )}
      {mark ? (
        <div class="review-bar-row">
          <button
            type="button"
            class="button main"
            onPointerDown={(event) => event.preventDefault()}
            onClick={mark}
          >
            {t("review.mark")}
          </button>
        </div>
      ) : (
        <Verbs {...verbs} />
      )}
    </div>
  );
}

/** @param {{accept: () => void, acceptWords: string, busy: boolean, keepSure: (() => void) | null, discard: () => void}} props */
const Verbs = ({ accept, acceptWords, busy, keepSure, discard }) => (
  <div class="review-bar-row">
    <button type="button" class="button main" disabled={busy} onClick={accept}>
      {acceptWords}
    </button>
    {keepSure && (
      <button type="button" class="button quiet" onClick={keepSure}>
        {t("review.only-sure")}
      </button>
    )}
    <button type="button" class="button quiet" onClick={discard}>
      {t("review.give-up")}
    </button>
  </div>
);
