// @ts-check
import { useEffect, useState } from "preact/hooks";
import { today } from "../app/state.js";

const UNREAD = { value: null, failed: false, absent: false };

/**
 * Something that is read once for each `name`, and again after every change. Not before Today is: on the very first
 * visit that is when the first deck has come.
 * @template T
 * @param {() => Promise<T>} read
 * @param {string} name
 * @returns {{value: T | null, failed: boolean, absent: boolean}} absent: it was read, and there is none
 */
export function useReading(read, name) {
  const [reading, setReading] = useState(
    /** @type {{value: T | null, failed: boolean, absent: boolean}} */ (UNREAD),
  );
  const changed = today.value;
  useEffect(() => {
    if (!changed) return;
    let wanted = true;
    read().then(
      (value) => wanted && setReading({ value, failed: false, absent: value === null }),
      () => wanted && setReading((before) => (before.value ? before : { ...UNREAD, failed: true })),
    );
    return () => {
      wanted = false;
    };
  }, [name, changed]);
  return reading;
}
