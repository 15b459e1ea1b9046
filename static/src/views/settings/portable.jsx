// @ts-check
import { useSignal } from "@preact/signals";
import { exportEverything, importEverything } from "../../app/actions.js";
import { moment } from "../../lib/clock.js";
import { dateStamp } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { Outcome, useTrying } from "./trying.jsx";

/** Everything as one file: out, and in again. Bringing in joins; it never overwrites. */
export function Portable() {
  const trying = useTrying();
  const progress = useSignal(/** @type {{done: number, all: number} | null} */ (null));
  const brought = useSignal(/** @type {{events: number, edits: number} | null} */ (null));

  /** @param {HTMLInputElement} input */
  async function bringIn(input) {
    const file = input.files?.[0];
    if (!file) return;
    brought.value = null;
    await trying.run(async () => {
      brought.value = await importEverything(file, (reached) => (progress.value = reached));
    });
    progress.value = null;
    input.value = "";
  }
  return (
    <section class="panel">
      <h2>{t("portable.title")}</h2>
      <p>{t("portable.words")}</p>
      <div class="cluster">
        <button
          type="button"
          class="button"
          disabled={trying.busy}
          onClick={() => trying.run(download)}
        >
          {t("portable.out")}
        </button>
        <label class="button file-button">
          {t("portable.in")}
          <input
            type="file"
            class="spoken"
            accept="application/json,.json"
            disabled={trying.busy}
            onChange={(event) => bringIn(event.currentTarget)}
          />
        </label>
      </div>
      {progress.value && (
        <label class="stack small soft">
          {t("portable.progress", { n: progress.value.done, all: progress.value.all })}
          <progress max={progress.value.all} value={progress.value.done} />
        </label>
      )}
      <Outcome
        trying={trying}
        good={
          brought.value &&
          t("portable.brought", { n: brought.value.events, edits: brought.value.edits })
        }
      />
    </section>
  );
}

/** Hand the browser one file to keep. */
export async function download() {
  const address = URL.createObjectURL(await exportEverything());
  const link = document.createElement("a");
  link.href = address;
  link.download = `jiyao-${dateStamp(moment())}.json`;
  link.click();
  // The download has its own reference once it began; some browsers begin it a moment after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
