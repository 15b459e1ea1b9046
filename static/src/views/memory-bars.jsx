// @ts-check
import { percentWords } from "../lib/format.js";
import { t } from "../lib/i18n.js";

const WIDTH = 7;
const STEP = 10;
const HEIGHT = 26;
const WEAK_BELOW = 0.85;

/**
 * One bar for each item, as high as the chance of recalling it now; an empty frame for what was never recited.
 * @param {{items: {retrievability: number | null}[]}} props
 */
export function MemoryBars({ items }) {
  if (items.length === 0) return null;
  return (
    <svg
      class="bars"
      role="img"
      aria-label={barsWords(items)}
      width={items.length * STEP - (STEP - WIDTH)}
      height={HEIGHT}
    >
      {items.map((item, index) => (
        <Bar key={`${index}`} x={index * STEP} retrievability={item.retrievability} />
      ))}
    </svg>
  );
}

/** @param {{x: number, retrievability: number | null}} props */
function Bar({ x, retrievability }) {
  if (retrievability === null) {
    return (
      <rect
        class="new"
        x={x + 0.5}
        y="0.5"
        width={WIDTH - 1}
        height={HEIGHT - 1}
        rx="2"
        stroke-dasharray="2 2"
      />
    );
  }
  const height = Math.max(2, Math.round(retrievability * HEIGHT));
  return (
    <>
      <rect class="ground" x={x} y="0" width={WIDTH} height={HEIGHT} rx="2" />
      <rect
        class={retrievability < WEAK_BELOW ? "weak" : "level"}
        x={x}
        y={HEIGHT - height}
        width={WIDTH}
        height={height}
        rx="2"
      />
    </>
  );
}

/** @param {{retrievability: number | null}[]} items */
function barsWords(items) {
  const known = items.flatMap(({ retrievability }) =>
    retrievability === null ? [] : [retrievability],
  );
  if (known.length === 0) return t("bars.new", { n: items.length });
  return t("bars.known", {
    n: items.length,
    known: known.length,
    weakest: percentWords(Math.min(...known)),
  });
}
