// @ts-check
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../icons.jsx";

/** So near to the window's top or bottom the page scrolls along, the faster the nearer. */
const EDGE_PX = 120;
const FASTEST_PX = 14;

/**
 * Takes a row of a list to another place; the others make way. For a finger and a mouse: the arrows
 * beside it do the same for the keyboard, a screen reader and a hand that cannot drag.
 * @param {{index: number, move: (to: number) => unknown}} props move: resolves to false when it failed
 */
export function DragHandle({ index, move }) {
  const drag = useRef(/** @type {ReturnType<typeof take> | null} */ (null));
  const release = () => {
    drag.current?.release();
    drag.current = null;
  };
  // The rows stay where the hand left them until they stand there.
  useLayoutEffect(() => release, [index]);
  /** @param {import("preact").TargetedPointerEvent<HTMLElement>} event */
  function begin(event) {
    const row = event.currentTarget.closest("li");
    if (!row || event.button !== 0 || drag.current) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = take(row, event.clientY);
  }
  async function drop() {
    const to = drag.current?.drop();
    if (to === undefined || to === index || (await move(to)) === false) release();
  }
  return (
    <span
      class="icon-button drag-handle"
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={(event) => drag.current?.follow(event.clientY)}
      onPointerUp={drop}
      onPointerCancel={release}
    >
      <Icon name="drag" size={20} />
    </span>
  );
}

/**
 * A row in the hand.
 * @param {HTMLElement} row
 * @param {number} startY of the pointer, in the window
 */
function take(row, startY) {
  const rows = /** @type {HTMLElement[]} */ ([...(row.parentElement?.children ?? [])]);
  const boxes = rows.map((each) => each.getBoundingClientRect());
  const index = rows.indexOf(row);
  const startScroll = scrollY;
  let y = startY;
  let to = index;
  let frame = requestAnimationFrame(scroll);
  row.classList.add("dragged");
  row.parentElement?.classList.add("dragging");

  function place() {
    const offset = y - startY + scrollY - startScroll;
    to = placeAt(boxes, index, offset);
    const height = boxes[index].height;
    for (const [at, each] of rows.entries()) {
      const down = Number(at < index && at >= to) - Number(at > index && at <= to);
      const way = at === index ? offset : height * down;
      each.style.transform = way ? `translateY(${way}px)` : "";
    }
  }
  function scroll() {
    const over = Math.max(0, EDGE_PX - y) - Math.max(0, y - (innerHeight - EDGE_PX));
    if (over !== 0 && y !== startY) {
      scrollBy(0, -Math.round((over / EDGE_PX) * FASTEST_PX));
      place();
    }
    frame = requestAnimationFrame(scroll);
  }
  return {
    /** @param {number} clientY */
    follow(clientY) {
      y = clientY;
      place();
    },
    /** @returns {number} its place now */
    drop() {
      cancelAnimationFrame(frame);
      return to;
    },
    release() {
      cancelAnimationFrame(frame);
      row.classList.remove("dragged");
      row.parentElement?.classList.remove("dragging");
      for (const each of rows) each.style.transform = "";
    },
  };
}

/**
 * Where a row stands that was taken so far: its edge has passed the middle of those it is behind.
 * @param {{top: number, height: number}[]} boxes of all rows, in order
 * @param {number} index of the row
 * @param {number} offset downwards, in the boxes' unit
 */
function placeAt(boxes, index, offset) {
  const top = boxes[index].top + offset;
  const bottom = top + boxes[index].height;
  return boxes.filter(
    (box, at) => at !== index && box.top + box.height / 2 < (at < index ? top : bottom),
  ).length;
}
