// @ts-check

/**
 * Line pictures on a 24 × 24 grid. They never carry meaning alone: the name stands beside them or on their button.
 * @type {Record<string, string>}
 */
const PATHS = {
  today:
    "M12 3v2M12 19v2M4.2 7.5l1.7 1M18.1 15.5l1.7 1M4.2 16.5l1.7-1M18.1 8.5l1.7-1M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8",
  lists: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  close: "M6 6l12 12M18 6 6 18",
  back: "M14.5 5 8 12l6.5 7",
  undo: "M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3",
  help: "M9.2 9.2a2.9 2.9 0 1 1 4.4 2.5c-1 .6-1.6 1.2-1.6 2.300M12 17.5h.01",
  done: "m5 12.5 4.5 4.5L19 7.5",
  right: "M9.5 5 16 12l-6.5 7",
  up: "M6 14.5 12 8.5l6 6",
  down: "M6 9.5l6 6 6-6",
  delete: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  add: "M12 5v14M5 12h14",
  split: "M4 12h16M12 8.5v-5M9.5 6 12 3.5 14.5 6M12 15.5v5M9.5 18l2.5 2.5 2.5-2.5",
  drag: "M5 9h14M5 15h14",
  edit: "M5 19l1-4L16 5l3 3L9 18ZM14 7l3 3",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20 20",
  speech: "M6 3.5h9l3 3v14H6ZM9 9h6M9 12.5h6M9 16h4",
};

/** @param {{name: keyof typeof PATHS, size?: number}} props */
export function Icon({ name, size = 24 }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

const TICK = "m3 10.5 4.5 5L17 4.5";
const TICK_BEFORE = "m1.5 10.5 4 4.500L13 4.5";
const TICK_BEHIND = "m9 13.5 1.5 1.500L18.5 4.5";

/** The marks of a teacher's red pen: a tick for what was known, crossed when it was hard, two when easy; a dot for what was not asked. @param {{rating: number | null, meaning?: string}} props meaning: read aloud; without it the words beside the mark are */
export function RatingMark({ rating, meaning }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      class="rating-mark"
      role={meaning ? "img" : undefined}
      aria-label={meaning}
      aria-hidden={!meaning}
    >
      {rating === null && <circle cx="10" cy="10" r="1" />}
      {rating === 1 && <path d="M5 5l10 10M15 5 5 15" />}
      {rating !== null && rating > 1 && <path d={rating === 4 ? TICK_BEFORE : TICK} />}
      {rating === 2 && <path d="m11.5 8.5 4.5 4.5" />}
      {rating === 4 && <path d={TICK_BEHIND} />}
    </svg>
  );
}

/** The seal of the name, as on the icon. */
export function Seal() {
  return <img src="/favicon.svg" width="40" height="40" alt="" />;
}
