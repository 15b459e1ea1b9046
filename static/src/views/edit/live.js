// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { today } from "../../app/state.js";
import { failureWords } from "../../lib/i18n.js";

/**
 * What is read again after every edit, also one that another device made.
 * @template T
 * @param {() => Promise<T>} read
 * @param {string} name
 * @returns {T | undefined} undefined: not read yet
 */
export function useLive(read, name) {
  const [live, setLive] = useState(
    /** @type {{name: string, value: T | undefined}} */ ({ name: "", value: undefined }),
  );
  const changed = today.value;
  useEffect(() => {
    let wanted = true;
    const show = (/** @type {T | undefined} */ value) => wanted && setLive({ name, value });
    read().then(show, () => {});
    return () => {
      wanted = false;
    };
  }, [name, changed]);
  return live.name === name ? live.value : undefined;
}

/**
 * Runs verbs and keeps the words of the last failure.
 * @returns {{failure: string, busy: boolean, run: (verb: () => Promise<unknown>) => Promise<boolean>}}
 *   run resolves to whether it worked
 */
export function useVerb() {
  const failure = useSignal("");
  const busy = useSignal(false);
  return {
    get failure() {
      return failure.value;
    },
    get busy() {
      return busy.value;
    },
    async run(verb) {
      failure.value = "";
      busy.value = true;
      try {
        await verb();
        return true;
      } catch (error) {
        failure.value = failureWords(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
