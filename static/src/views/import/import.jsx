// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { readDraft, saveDraft, saveTyped } from "../../app/speeches.js";
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
  function discard() {
    const left = draft.value ?? null;
    hasMoved.current = true;
    keep(null);
    if (left) saveTyped({ text: left.paragraphs.join("\n"), title: left.title }).catch(() => {});
    discarded.value = left;
    scrollTo(0, 0);
  }
  function takeBack() {
    const left = discarded.value;
    take(left);
    keep(left);
    saveTyped({ text: "", title: "" }).catch(() => {}); // it lies in the draft again
  }
  /** @param {Draft | null} next */
  function keep(next) {
    draft.value = next;
    saveDraft(next).catch(() => {}); // It is on the page; without room on the disk it is lost with the page.
  }
  if (draft.value === undefined) return <div class="page" aria-busy="true" />;
  if (!draft.value) {
    const deck_id = route.value.query.deck ?? null;
    return <Bring deck_id={deck_id} found={take} discarded={discarded.value} takeBack={takeBack} />;
  }
  return <Review draft={draft.value} change={keep} discard={discard} isResumed={isResumed.value} />;
}
