// @ts-check
import { useSignal } from "@preact/signals";
import {
  addKeyList,
  addQuestion,
  editField,
  move,
  readDeck,
  readFirstNew,
} from "../../app/editing.js";
import { t } from "../../lib/i18n.js";
import { navigate, route } from "../../lib/router.js";
import { AddForm, Back } from "./add-form.jsx";
import { useLive, useVerb } from "./live.js";
import { MoveButtons } from "./move-buttons.jsx";
import { NoDeck } from "./no-deck.jsx";
import { Failure, Spoken } from "./outcome.jsx";
import { SavedNote } from "./saved-note.jsx";
import { TextEdit } from "./text-edit.jsx";
import { deleteThing, UndoBar } from "./undo-bar.jsx";

/** One deck: its title, its speech, its lists and their order. */
export function DeckPage() {
  const { id } = route.value.params;
  const content = useLive(() => readDeck(id), id);
  const first = useLive(() => readFirstNew(id), id);
  const said = useSignal("");
  const verb = useVerb();
  if (content === undefined) return <div class="page" aria-busy="true" />;
  if (content === null) return <NoDeck />;
  const { deck, key_lists, speech } = content;
  const removeDeck = () =>
    verb.run(async () => {
      await deleteThing({ kind: "deck", id, name: deck.title });
      navigate("/decks", { replace: true });
    });
  return (
    <div class="page editing">
      <Back href="/decks" words={t("decks.title")} />
      <header class="page-head">
        <h1 tabIndex={-1}>{deck.title}</h1>
      </header>
      <section class="panel">
        <TextEdit
          label={t("decks.name")}
          value={deck.title}
          save={(value) => editField("deck", id, "title", value)}
        />
        <div class="cluster">
          {speech && (
            <a class="button" href={`/speeches/${id}`}>
              {t("speech.open")}
            </a>
          )}
          <a class="button" href={`/import?deck=${id}`}>
            {speech ? t("import.correct") : t("import.attach")}
          </a>
        </div>
      </section>
      <ol class="edit-rows" aria-label={t("lists.title")}>
        {key_lists.map((list, index) => (
          <li key={list.id} class="edit-row">
            <a class="edit-row-link" href={`/lists/${list.id}/edit`}>
              <span class="row-name" lang="zh-CN">
                {list.name}
              </span>
              <span class="row-about figure">{t("count.items", { n: list.count })}</span>
            </a>
            <div class="edit-row-buttons">
              <MoveButtons
                name={list.name}
                index={index}
                count={key_lists.length}
                move={(to) =>
                  verb.run(async () => {
                    await move("key_list", key_lists, list.id, to);
                    said.value = t("edit.moved", { name: list.name, n: to + 1 });
                  })
                }
              />
            </div>
          </li>
        ))}
      </ol>
      <section class="panel">
        <h2>{t("edit.add-list")}</h2>
        <AddForm
          labels={[t("edit.name")]}
          button={t("edit.add-list")}
          add={(name) => addKeyList(id, name)}
          then={(list) => navigate(`/lists/${list}/edit`)}
          keep={`list ${id}`}
        />
      </section>
      <section class="panel">
        <h2>{t("edit.add-question")}</h2>
        <AddForm
          labels={[t("edit.question"), t("edit.answer")]}
          button={t("edit.add-question")}
          add={(question, answer) => addQuestion(id, { question, answer })}
          keep={`question ${id}`}
        />
      </section>
      <Failure verb={verb} />
      <Spoken words={said.value} />
      <div class="cluster">
        <button type="button" class="button danger" onClick={removeDeck}>
          {t("decks.delete")}
        </button>
      </div>
      <div class="deck-start">
        <SavedNote />
        <UndoBar />
        {first && (
          <a class="button main large" href={`/learn/${first}`}>
            {t("decks.start")}
          </a>
        )}
      </div>
    </div>
  );
}
