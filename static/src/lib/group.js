// @ts-check

/**
 * Map.groupBy, which phones of 2023 do not have yet.
 * @template T, K
 * @param {Iterable<T>} all
 * @param {(each: T) => K} keyOf
 * @returns {Map<K, T[]>} groups in the order of their first members
 */
export function groupBy(all, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
