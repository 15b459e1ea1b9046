// From a life that fails to the smallest one that still fails.

/**
 * Leave out ever smaller chunks of steps, then devices, for as long as it still fails.
 * @param {import("./life.js").Life} life that fails
 * @param {(life: import("./life.js").Life) => Promise<boolean>} fails lives it
 * @param {number} tries at most
 * @returns {Promise<import("./life.js").Life>}
 */
export async function shrink(life, fails, tries = 120) {
  let smallest = life;
  let left = tries;
  /** @param {Partial<import("./life.js").Life>} change */
  const attempt = async (change) => {
    if (left-- <= 0) return false;
    const candidate = { ...smallest, ...change };
    const isSmaller = await fails(candidate);
    if (isSmaller) smallest = candidate;
    return isSmaller;
  };
  for (let size = Math.ceil(life.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = smallest.steps.length - 1; from >= 0; from -= size) {
      const first = Math.max(0, from - size + 1);
      const { steps } = smallest;
      await attempt({ steps: steps.filter((_, index) => index < first || index > from) });
    }
  }
  while (smallest.devices > 2 && (await attempt({ devices: smallest.devices - 1 })));
  return smallest;
}
