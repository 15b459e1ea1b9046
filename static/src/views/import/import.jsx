// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { giveUpDraft, readDraft, saveDraft, takeUpDraft } from "../../app/speeches.js";
import { route } from "../../lib/router.js";
import { focusHeading } from "../new-page.js";
import { Bring } from "./bring.jsx";
import { Review } from "./review.jsx";

/** @typedef {import("../../speeches/draft.js").Draft} Draft */

/** A speech comes in: the text, then what was found in it. A draft that was left is gone on with. */
export function Import() {
  const draft = useSignal(/** @type {Draft | null | undefined} */ (undefined));
  const discarded = useSignal(/** @type {Draft | null} */ (null));
  const isResumed = useSignal(false);
  const hasMoved = useRef(false);
  useEffect(() => {
    readDraft().then(
      (left) => {
        isResumed.value = left !== null;
        draft.value = left;
      },
      () => {
        draft.value = null;
      },
    );
  }, []);
  useEffect(() => {
    return hasMoved.current ? focusHeading(document.getElementById("main")) : undefined;
  }, [Boolean(draft.value)]);

  /** @param {Draft | null} next */
  function take(next) {
    hasMoved.current = true;
    isResumed.value = false;
    draft.value = next;
    discarded.value = null;
    scrollTo(0, 0);
  }
  /** @param {Draft} left */
  function discard(left) {
    take(null);
    discarded.value = left;
    giveUpDraft(left).catch(lostWithThePage);
  }
  /** @param {Draft} left */
  function takeBack(left) {
    take(left);
    takeUpDraft(left).catch(lostWithThePage);
  }
  /** @param {Draft} next */
  function keep(next) {
    draft.value = next;
    saveDraft(next).catch(lostWithThePage);
  }
  if (draft.value === undefined) return <div class="page" aria-busy="true" />;
  if (!draft.value) {
    const deck_id = route.value.query.deck ?? null;
    return <Bring deck_id={deck_id} found={take} discarded={discarded.value} takeBack={takeBack} />;
  }
  const left = draft.value;
  const giveUp = () => discard(left);
  return <Review draft={left} change={keep} discard={giveUp} isResumed={isResumed.value} />;
}

/** What is on the page stays on it; without room on the disk it is lost with the page. */
function lostWithThePage() {}
