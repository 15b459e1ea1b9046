// @ts-check
import { useSignal } from "@preact/signals";
import { readKeyList } from "../../app/actions.js";
import { addItem, editField, move } from "../../app/editing.js";
import { t } from "../../lib/i18n.js";
import { navigate, route } from "../../lib/router.js";
import { AddForm, Back } from "./add-form.jsx";
import { ItemRow } from "./item-row.jsx";
import { useLive, useVerb } from "./live.js";
import { Failure, Spoken } from "./outcome.jsx";
import { TextEdit } from "./text-edit.jsx";
import { deleteThing, UndoBar } from "./undo-bar.jsx";

/** @typedef {import("../../lib/types.js").Item} Item */

/** One key list as it is written: its name, its items, their order. */
export function EditList() {
  const { id } = route.value.params;
  const content = useLive(() => readKeyList(id), id);
  const said = useSignal("");
  const verb = useVerb();
  if (content === undefined) return <div class="page" aria-busy="true" />;
  if (content === null) return <Gone />;
  const { key_list: list, deck, items } = content;

  /** @param {Item} item @param {number} to */
  const moveItem = (item, to) =>
    verb.run(async () => {
      await move("item", items, item.id, to);
      said.value = t("edit.moved", { name: item.text, n: to + 1 });
    });
  const removeList = () =>
    verb.run(async () => {
      await deleteThing({ kind: "key_list", id, name: list.name });
      navigate(`/decks/${deck.id}`, { replace: true });
    });
  return (
    <div class="page editing">
      <Back href={`/lists/${id}`} words={list.name} />
      <header class="page-head">
        <h1 tabIndex={-1}>{t("edit.list")}</h1>
        <p class="soft small">{t("edit.saved-at-once")}</p>
      </header>
      <section class="panel">
        <TextEdit
          label={t("edit.name")}
          value={list.name}
          save={(value) => editField("key_list", id, "name", value)}
        />
        <TextEdit
          label={t("edit.part")}
          value={list.part}
          save={(value) => editField("key_list", id, "part", value)}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={list.ordered}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              verb.run(() => editField("key_list", id, "ordered", checked));
            }}
          />
          <span>{t("edit.ordered")}</span>
        </label>
      </section>
      <ol class="edit-rows" aria-label={t("edit.items")}>
        {items.map((item, index) => (
          <ItemRow
            key={item.id}
            id={item.id}
            text={item.text}
            index={index}
            count={items.length}
            save={(value) => editField("item", item.id, "text", value)}
            move={(to) => moveItem(item, to)}
            drop={() => verb.run(() => deleteThing({ kind: "item", id: item.id, name: item.text }))}
            more={
              <TextEdit
                label={t("edit.detail")}
                lines
                value={item.detail}
                save={(value) => editField("item", item.id, "detail", value)}
              />
            }
          />
        ))}
      </ol>
      <AddForm
        labels={[t("edit.new-item")]}
        button={t("edit.add-item")}
        add={(text) => addItem(id, text)}
        keep={id}
      />
      <Failure verb={verb} />
      <Spoken words={said.value} />
      <div class="cluster">
        <a class="button main" href={`/lists/${id}`}>
          {t("edit.done")}
        </a>
        <button type="button" class="button danger" onClick={removeList}>
          {t("edit.delete-list")}
        </button>
      </div>
      <UndoBar />
    </div>
  );
}

function Gone() {
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t("list.missing")}</h1>
      <p>
        <a class="button" href="/deleted">
          {t("deleted.title")}
        </a>
      </p>
      <UndoBar />
    </div>
  );
}
