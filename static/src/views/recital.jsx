// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { answer, beginRecital, keepHint, undoAnswer } from "../app/actions.js";
import { today } from "../app/state.js";
import { failureWords } from "../lib/i18n.js";
import { navigate } from "../lib/router.js";
import { currentPlace, hint, isFinished, reciteAll, reveal } from "../study/recital.js";
import { NotHere } from "./later.jsx";
import { RecitalBar } from "./recital-bar.jsx";
import { RecitalDock } from "./recital-dock.jsx";
import { RecitalHelp } from "./recital-help.jsx";
import { useRecitalKeys, useTapBelow } from "./recital-keys.js";
import { RecitalPlaces } from "./recital-places.jsx";
import { focusPrimary, spokenState } from "./recital-words.js";
import { finishRecital, goOnWith, takeWaitingRecital } from "./session.js";

/**
 * @typedef {import("../study/recital.js").Recital} RecitalValue
 * @typedef {1 | 2 | 3 | 4} Rating
 * @typedef {"" | "saving" | "saved" | "undone"} SaveState
 */

/** One key list is asked: say it, reveal it, mark it. @param {{id: string, all: boolean}} props */
export function Recital({ id, all }) {
  const recital = useSignal(/** @type {RecitalValue | null} */ (null));
  const saveState = useSignal(/** @type {SaveState} */ (""));
  const failure = useSignal("");
  const helpOpen = useSignal(false);
  /** Answers and undos are saved one after the other, however quickly they come. */
  const lastSave = useRef(Promise.resolve());
  /** The learner may leave while an answer is being saved. */
  const isOpen = useRef(true);

  const isOpened = today.value !== null; // on the very first visit: the first deck has come
  useEffect(() => {
    if (!isOpened) return;
    isOpen.current = true;
    const waiting = takeWaitingRecital(id);
    if (waiting) recital.value = waiting;
    else {
      beginRecital(id, { all }).then(
        (begun) => {
          recital.value = begun;
        },
        (error) => {
          if (error.code === "no_such_list") navigate(`/lists/${id}`, { replace: true });
          else failure.value = failureWords(error);
        },
      );
    }
    return () => {
      isOpen.current = false;
    };
  }, [isOpened]);

  const { hinted, item } = (recital.value && currentPlace(recital.value)) ?? {};
  useEffect(() => {
    if (recital.value && hinted) keepHint(recital.value);
  }, [hinted, item]);

  /** @param {(value: RecitalValue) => RecitalValue} step */
  function take(step) {
    if (recital.value) recital.value = step(recital.value);
    focusPrimary();
  }

  /**
   * Save, and show what comes of it; when nothing could be saved, nothing has changed.
   * @param {(value: RecitalValue) => Promise<RecitalValue>} save
   * @param {SaveState} outcome
   */
  async function keep(save, outcome) {
    const before = recital.value;
    if (!before) return;
    saveState.value = "saving";
    failure.value = "";
    try {
      recital.value = await save(before);
      saveState.value = outcome;
    } catch (error) {
      recital.value = before;
      saveState.value = "";
      failure.value = failureWords(error);
      if (!isOpen.current) goOnWith(before); // what was not saved is asked again
    }
    if (!isOpen.current) return;
    if (isFinished(recital.value)) return finish(recital.value);
    focusPrimary();
  }

  /**
   * The next prompt comes at once, and may be revealed while the answer before it is being saved.
   * @param {RecitalValue} value
   * @param {Rating} rating
   * @returns {Promise<RecitalValue>}
   */
  async function markAndGoOn(value, rating) {
    const saved = await answer(value, rating, (marked) => {
      if (isFinished(marked)) return; // what was achieved is told when it is saved
      recital.value = marked;
      focusPrimary();
    });
    const shown = isFinished(saved) ? saved : (recital.value ?? saved);
    return { ...shown, due_day: saved.due_day };
  }

  /** @param {() => Promise<void>} act */
  function inTurn(act) {
    lastSave.current = lastSave.current.then(act);
  }

  /** @param {RecitalValue} finished */
  function finish(finished) {
    finishRecital(finished);
    navigate("/done", { replace: true });
  }

  const verbs = {
    reveal: () => take(reveal),
    hint: () => take(hint),
    reciteAll: () => take(reciteAll),
    undo: () =>
      inTurn(async () => {
        if (recital.value?.history.length) await keep(undoAnswer, "undone");
      }),
    leave: () => navigate("/", { replace: true }),
    help: () => {
      helpOpen.value = !helpOpen.value;
    },
    /** @param {Rating} rating */
    rate: (rating) => {
      const place = recital.value && currentPlace(recital.value);
      if (!place?.revealed) return;
      inTurn(async () => {
        // If the one before could not be saved, it is asked again and this one is not meant for it.
        const isAskedStill = recital.value && currentPlace(recital.value)?.item === place.item;
        if (isAskedStill) await keep((value) => markAndGoOn(value, rating), "saved");
      });
    },
  };
  useRecitalKeys(verbs, () => !helpOpen.value);
  useTapBelow(verbs.reveal);

  if (failure.value && !recital.value) return <NotHere why={failure.value} />;
  if (!recital.value) return <div class="recital" aria-busy="true" />;
  return (
    <div class="recital">
      <RecitalBar
        recital={recital.value}
        saveState={saveState.value}
        leave={verbs.leave}
        help={verbs.help}
      />
      <RecitalPlaces recital={recital.value} />
      <RecitalDock recital={recital.value} failure={failure.value} verbs={verbs} />
      <p class="spoken" role="status" aria-live="polite">
        {spokenState(recital.value)}
      </p>
      {helpOpen.value && <RecitalHelp close={verbs.help} />}
    </div>
  );
}
