// @ts-check
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { DragHandle } from "./drag-handle.jsx";

/**
 * Up and down, and a handle to drag the row. At an end the button stays focusable, so that the keyboard keeps its place.
 * @param {{name: string, index: number, count: number, move: (to: number) => unknown, isRow?: boolean}} props isRow: it
 *   stands in one row of a list of `count`
 */
export function MoveButtons({ name, index, count, move, isRow = true }) {
  return (
    <>
      {isRow && count > 1 && <DragHandle index={index} move={move} />}
      {[
        { icon: "up", to: index - 1, label: t("edit.up", { name }) },
        { icon: "down", to: index + 1, label: t("edit.down", { name }) },
      ].map(({ icon, to, label }) => (
        <button
          key={icon}
          type="button"
          class="icon-button"
          aria-label={label}
          aria-disabled={to < 0 || to >= count}
          onClick={() => to >= 0 && to < count && move(to)}
        >
          <Icon name={icon} size={20} />
        </button>
      ))}
    </>
  );
}
