// @ts-check
import { useEffect, useState } from "preact/hooks";

const UNREAD = { value: null, failed: false, absent: false };

/**
 * Something that is read once for each `name`, and again when `name` changes.
 * @template T
 * @param {() => Promise<T>} read
 * @param {string} name
 * @returns {{value: T | null, failed: boolean, absent: boolean}} absent: it was read, and there is none
 */
export function useReading(read, name) {
  const [reading, setReading] = useState(
    /** @type {{value: T | null, failed: boolean, absent: boolean}} */ (UNREAD),
  );
  useEffect(() => {
    let wanted = true;
    read().then(
      (value) => wanted && setReading({ value, failed: false, absent: value === null }),
      () => wanted && setReading({ ...UNREAD, failed: true }),
    );
    return () => {
      wanted = false;
    };
  }, [name]);
  return reading;
}
