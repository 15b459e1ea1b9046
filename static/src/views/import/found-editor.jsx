// @ts-check
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { clauseOf } from "../../speeches/clause.js";
import {
  addItem,
  dropItem,
  editItem,
  merge,
  moveItem,
  moveList,
  rename,
  splitBefore,
  toggleClause,
  withList,
} from "../../speeches/draft.js";
import { AddForm } from "../edit/add-form.jsx";
import { ItemRow } from "../edit/item-row.jsx";
import { MoveButtons } from "../edit/move-buttons.jsx";
import { TextEdit } from "../edit/text-edit.jsx";
import { Icon } from "../icons.jsx";

/**
 * @typedef {import("../../speeches/draft.js").DraftItem} DraftItem
 * @typedef {import("../../speeches/draft.js").DraftList} DraftList
 * @typedef {import("./found-list.jsx").Reviewing} Reviewing
 */

/**
 * All that can be changed in a list that was found.
 * @param {Reviewing & {list: DraftList, neighbours: {before?: string, after?: string}}} props
 */
export function FoundEditor({ list, neighbours, draft, change, goTo }) {
  const rows = useRef(/** @type {HTMLDivElement | null} */ (null));
  const next = useRef(/** @type {string | null} */ (null));
  useEffect(() => {
    if (next.current === null) return;
    const row = rows.current?.querySelector(`[data-key="${next.current}"] .drop`);
    const field = row ?? rows.current?.querySelector(".add-form input");
    /** @type {HTMLElement | null | undefined} */ (field)?.focus();
    next.current = null;
  });
  /** @param {DraftItem} item @param {number} place */
  function drop(item, place) {
    next.current = (list.items[place + 1] ?? list.items[place - 1])?.key ?? "";
    change(dropItem(draft, list.key, item.key), {
      key: list.key,
      words: t("edit.deleted", { name: item.text }),
    });
  }
  /** @param {DraftItem} item */
  function split(item) {
    const words = t("review.was-split", { name: list.name });
    const divided = splitBefore(draft, list.key, item.key);
    const at = divided.lists.findIndex(({ key }) => key === list.key);
    change(divided, { key: list.key, words });
    goTo({ key: divided.lists[at + 1].key, part: "name" });
  }
  return (
    <div class="found-editor" ref={rows}>
      <TextEdit
        label={t("edit.name")}
        value={list.name}
        save={async (name) => change(rename(draft, list.key, name))}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={list.ordered}
          onChange={(event) =>
            change(withList(draft, list.key, { ordered: event.currentTarget.checked }))
          }
        />
        <span>{t("edit.ordered")}</span>
      </label>
      <ol class="edit-rows">
        {list.items.map((item, place) => (
          <ItemRow
            key={item.key}
            id={item.key}
            text={item.text}
            index={place}
            count={list.items.length}
            save={async (text) => change(editItem(draft, list.key, item.key, text))}
            move={(to) => change(moveItem(draft, list.key, item.key, to))}
            drop={() => drop(item, place)}
          >
            {(item.short || clauseOf(draft.paragraphs, item, list.items)) && (
              <button
                type="button"
                class="button quiet small"
                aria-pressed={Boolean(item.short)}
                aria-label={t("review.clause", { name: item.text })}
                onClick={() => change(toggleClause(draft, list.key, item.key))}
              >
                {t("review.whole")}
              </button>
            )}
            {place > 0 && (
              <button
                type="button"
                class="button quiet small"
                aria-label={t("review.split", { name: item.text })}
                title={t("review.split", { name: item.text })}
                onClick={() => split(item)}
              >
                <Icon name="split" size={18} />
                {t("review.split-short")}
              </button>
            )}
          </ItemRow>
        ))}
      </ol>
      <AddForm
        labels={[t("edit.new-item")]}
        button={t("edit.add-item")}
        add={async (text) => text.trim() && change(addItem(draft, list.key, text.trim()))}
      />
      <WithNeighbours
        list={list}
        neighbours={neighbours}
        draft={draft}
        change={change}
        goTo={goTo}
      />
    </div>
  );
}

/** @param {Omit<Reviewing, "show"> & {list: DraftList, neighbours: {before?: string, after?: string}}} props */
function WithNeighbours({ list, neighbours: { before, after }, draft, change, goTo }) {
  const places = [before, list.key, after].filter((key) => key !== undefined);
  const at = (/** @type {string} */ key) => draft.lists.findIndex((each) => each.key === key);
  const next = draft.lists.find(({ key }) => key === after);
  function join() {
    if (!next) return;
    const words = t("review.was-merged", { name: list.name, other: next.name });
    change(merge(draft, list.key, next.key), { key: list.key, words });
    goTo({ key: list.key, part: "name" });
  }
  return (
    <div class="cluster">
      {next && (
        <button type="button" class="button" onClick={join}>
          {t("review.merge", { name: next.name || t("review.nameless") })}
        </button>
      )}
      <span class="edit-row-buttons">
        <MoveButtons
          name={list.name}
          isRow={false}
          index={places.indexOf(list.key)}
          count={places.length}
          move={(to) => change(moveList(draft, list.key, at(places[to])))}
        />
      </span>
    </div>
  );
}
