// @ts-check
import { useSignal } from "@preact/signals";
import { addDeck, move, readDecks } from "../../app/editing.js";
import { t } from "../../lib/i18n.js";
import { navigate } from "../../lib/router.js";
import { Icon } from "../icons.jsx";
import { inPageLanguage } from "../words.jsx";
import { AddForm, Back } from "./add-form.jsx";
import { useLive, useVerb } from "./live.js";
import { MoveButtons } from "./move-buttons.jsx";
import { Failure, Spoken } from "./outcome.jsx";
import { UndoBar } from "./undo-bar.jsx";

/** @param {import("../../lib/types.js").Deck} deck */
const nameOf = ({ title, title_en }) => inPageLanguage(title, title_en);

/** Every deck, in the order in which new lists are learned. */
export function Decks() {
  const read = useLive(readDecks, "decks");
  const said = useSignal("");
  const verb = useVerb();
  if (!read) return <div class="page" aria-busy="true" />;
  const decks = read.map((each) => ({ ...each, name: nameOf(each.deck) }));
  const rows = decks.map(({ deck }) => deck);
  return (
    <div class="page editing">
      <Back href="/lists" />
      <header class="page-head">
        <h1 tabIndex={-1}>{t("decks.title")}</h1>
      </header>
      <a class="button main large" href="/import">
        {t("import.open")}
      </a>
      <ul class="edit-rows">
        {decks.map(({ deck, name, count, speech }, index) => (
          <li key={deck.id} class="edit-row">
            <a class="edit-row-link" href={`/decks/${deck.id}`}>
              <span class="row-name">{name}</span>
              <span class="row-about">
                <span>{t("decks.lists", { n: count })}</span>
                {speech && <span>{t("decks.with-speech")}</span>}
              </span>
            </a>
            <div class="edit-row-buttons">
              <MoveButtons
                name={name}
                index={index}
                count={decks.length}
                move={(to) =>
                  verb.run(async () => {
                    await move("deck", rows, deck.id, to);
                    said.value = t("edit.moved", { name, n: to + 1 });
                  })
                }
              />
            </div>
          </li>
        ))}
      </ul>
      <AddForm
        labels={[t("decks.new")]}
        button={t("decks.add")}
        add={addDeck}
        then={(id) => navigate(`/decks/${id}`)}
      />
      <Failure verb={verb} />
      <Spoken words={said.value} />
      <p>
        <a class="button quiet" href="/deleted">
          <Icon name="delete" size={20} />
          {t("deleted.title")}
        </a>
      </p>
      <UndoBar />
    </div>
  );
}
