// @ts-check
// How each character is said, without tones: "重" → ["zhong", "chong"].

/** @typedef {(character: string) => string[]} ReadingsOf */

const HAN = /\p{Script=Han}/u;

/** @type {Promise<ReadingsOf> | null} */
let loading = null;

/**
 * Fetches the dictionary on its first call.
 * @returns {Promise<ReadingsOf>} every reading of a Chinese character; any other is said as it is
 */
export function loadReadings() {
  loading ??= import("pinyin-pro").then(({ pinyin }) => remembering(pinyin));
  loading.catch(() => {
    loading = null; // Without a network before the precache stood; the next search tries again.
  });
  return loading;
}

/** @param {typeof import("pinyin-pro").pinyin} pinyin @returns {ReadingsOf} */
function remembering(pinyin) {
  /** @type {Map<string, string[]>} */
  const known = new Map();
  const options = /** @type {const} */ ({
    multiple: true,
    toneType: "none",
    type: "array",
    v: true,
  });
  return (character) => {
    let readings = known.get(character);
    if (!readings) {
      const said = HAN.test(character) ? pinyin(character, options) : [character];
      readings = [...new Set(said)];
      known.set(character, readings);
    }
    return readings;
  };
}
