// @ts-check
import { useSignal } from "@preact/signals";
import { failureWords } from "../../lib/i18n.js";

/**
 * @typedef {object} Trying something that can fail, and what to say then
 * @property {boolean} busy
 * @property {string} failure in words; empty while there is none
 * @property {(act: () => Promise<unknown>) => Promise<boolean>} run true: it worked
 */

/** @returns {Trying} */
export function useTrying() {
  const busy = useSignal(false);
  const failure = useSignal("");

  /** @param {() => Promise<unknown>} act */
  async function run(act) {
    if (busy.value) return false;
    busy.value = true;
    failure.value = "";
    try {
      await act();
      return true;
    } catch (error) {
      failure.value = failureWords(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy: busy.value, failure: failure.value, run };
}

/** How it went, also for who cannot see it. @param {{trying: Trying, good?: string | null | false}} props */
export function Outcome({ trying, good }) {
  return (
    <div aria-live="polite">
      {trying.failure && <p class="message">{trying.failure}</p>}
      {!trying.failure && good && <p class="message good">{good}</p>}
    </div>
  );
}
