// @ts-check
import { useSignal } from "@preact/signals";
import { percentWords } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import {
  addItem,
  dropItem,
  editItem,
  mergeWithNext,
  moveItem,
  moveList,
  splitBefore,
  withList,
} from "../../speeches/draft.js";
import { AddForm } from "../edit/add-form.jsx";
import { MoveButtons } from "../edit/move-buttons.jsx";
import { TextEdit } from "../edit/text-edit.jsx";
import { Icon } from "../icons.jsx";

/**
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 * @typedef {import("../../speeches/draft.js").DraftList} DraftList
 * @typedef {{list: DraftList, draft: Draft, change: (draft: Draft) => void}} Props
 */

/**
 * One list that was found: whether to keep it, why it is believed to be one, and all that may be wrong with it.
 * @param {Props & {neighbours: {before?: string, after?: string}}} props neighbours: keys of the lists shown around it
 */
export function FoundList({ list, draft, change, neighbours }) {
  const open = useSignal(list.name === "");
  const name = list.name || t("review.nameless");
  return (
    <li class={`found ${list.keep ? "kept" : ""}`}>
      <label class="check">
        <input
          type="checkbox"
          checked={list.keep}
          onChange={(event) =>
            change(withList(draft, list.key, { keep: event.currentTarget.checked }))
          }
        />
        <span class="row-name" lang="zh-CN">
          {name}
        </span>
        <span class="soft small figure">{t("count.items", { n: list.items.length })}</span>
      </label>
      <p class="found-items serif" lang="zh-CN">
        {list.items.map(({ text }) => text).join("；")}
      </p>
      <Why list={list} draft={draft} />
      <details
        open={open.value}
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary class="small">
          <Icon name="edit" size={18} />
          {t("review.edit")}
          <span class="spoken">{name}</span>
        </summary>
        {open.value && <Editor list={list} draft={draft} change={change} neighbours={neighbours} />}
      </details>
    </li>
  );
}

/** Why it is believed to be a list, and what speaks against it. @param {{list: DraftList, draft: Draft}} props */
function Why({ list, draft }) {
  const parent = draft.lists.find(({ key }) => key === list.parent);
  return (
    <div class="small soft">
      {list.count_mismatch && (
        <p class="message">{t("review.mismatch", { n: list.count, found: list.items.length })}</p>
      )}
      {list.keep && !list.name.trim() && <p class="message">{t("review.needs-name")}</p>}
      <p>
        {[
          list.words.length > 0 && t("review.why", { words: list.words.slice(0, 6).join("、") }),
          t("review.confidence", { percent: percentWords(list.confidence) }),
          list.name_derived && t("review.derived"),
          parent && t("review.within", { name: parent.name }),
        ]
          .filter(Boolean)
          .join(t("mark.between"))}
      </p>
    </div>
  );
}

/** @param {Props & {neighbours: {before?: string, after?: string}}} props */
function Editor({ list, draft, change, neighbours }) {
  const at = (/** @type {string} */ key) => draft.lists.findIndex((each) => each.key === key);
  const places = [neighbours.before, list.key, neighbours.after].filter((key) => key !== undefined);
  const index = places.indexOf(list.key);
  return (
    <div class="found-editor">
      <TextEdit
        label={t("edit.name")}
        value={list.name}
        save={async (name) => change(withList(draft, list.key, { name }))}
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
          <li key={item.key} class="edit-row">
            <div class="edit-row-texts">
              <TextEdit
                label={t("edit.item-text", { n: place + 1 })}
                spoken
                lines
                value={item.text}
                save={async (text) => change(editItem(draft, list.key, item.key, text))}
              />
            </div>
            <div class="edit-row-buttons">
              <MoveButtons
                name={item.text}
                index={place}
                count={list.items.length}
                move={(to) => change(moveItem(draft, list.key, item.key, to))}
              />
              <button
                type="button"
                class="icon-button"
                disabled={place === 0}
                aria-label={t("review.split", { name: item.text })}
                title={t("review.split", { name: item.text })}
                onClick={() => change(splitBefore(draft, list.key, item.key))}
              >
                <Icon name="split" size={20} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t("edit.delete-named", { name: item.text })}
                onClick={() => change(dropItem(draft, list.key, item.key))}
              >
                <Icon name="delete" size={20} />
              </button>
            </div>
          </li>
        ))}
      </ol>
      <AddForm
        labels={[t("edit.new-item")]}
        button={t("edit.add-item")}
        add={async (text) => text.trim() && change(addItem(draft, list.key, text.trim()))}
      />
      <div class="cluster">
        <button
          type="button"
          class="button"
          disabled={list === draft.lists.at(-1)}
          onClick={() => change(mergeWithNext(draft, list.key))}
        >
          {t("review.merge")}
        </button>
        <span class="edit-row-buttons">
          <MoveButtons
            name={list.name}
            index={index}
            count={places.length}
            move={(to) => change(moveList(draft, list.key, at(places[to])))}
          />
        </span>
      </div>
    </div>
  );
}
