// @ts-check
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";
import { MoveButtons } from "./move-buttons.jsx";
import { TextEdit } from "./text-edit.jsx";

/**
 * One item of a list that is written: its number, its words, what can be done with it.
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.text
 * @param {number} props.index
 * @param {number} props.count of the list's items
 * @param {(text: string) => Promise<void>} props.save
 * @param {(to: number) => unknown} props.move
 * @param {() => unknown} props.drop
 * @param {import("preact").ComponentChildren} [props.more] under its words
 * @param {import("preact").ComponentChildren} [props.children] buttons before those of every item
 */
export function ItemRow({ id, text, index, count, save, move, drop, more, children }) {
  const dropWords = t("edit.delete-named", { name: text });
  return (
    <li data-key={id} class="edit-row">
      <span class="place-number figure" aria-hidden="true">
        {index + 1}
      </span>
      <div class="edit-row-texts">
        <TextEdit
          label={t("edit.item-text", { n: index + 1 })}
          spoken
          lines
          value={text}
          save={save}
        />
        {more}
      </div>
      <div class="edit-row-buttons">
        {children}
        <MoveButtons name={text} index={index} count={count} move={move} />
        <button
          type="button"
          class="icon-button drop"
          aria-label={dropWords}
          title={dropWords}
          onClick={drop}
        >
          <Icon name="delete" size={20} />
        </button>
      </div>
    </li>
  );
}
