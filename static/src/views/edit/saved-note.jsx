// @ts-check
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

const SHOWN_MS = 8000;

/** What was saved last, to be told on the page that comes next. */
const lastSaved = signal("");

/** @param {string} words */
export function tellSaved(words) {
  lastSaved.value = words;
}

/** What was saved just now. It comes a moment after the page, so that a screen reader does not miss it. */
export function SavedNote() {
  const [shown, show] = useState("");
  const words = lastSaved.value;
  useEffect(() => {
    if (!words) return;
    const coming = setTimeout(() => show(words), 300);
    const going = setTimeout(() => {
      show("");
      lastSaved.value = "";
    }, SHOWN_MS);
    return () => [coming, going].forEach(clearTimeout);
  }, [words]);
  return (
    <div role="status">
      {shown && (
        <div class="undo-bar">
          <span>{shown}</span>
        </div>
      )}
    </div>
  );
}
