// @ts-check
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { deleteRecord, undeleteRecord } from "../../app/editing.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../icons.jsx";

/** @typedef {{kind: "deck" | "key_list" | "item" | "speech", id: string, name: string}} Thing */

/** What was deleted last, while it can be brought back with one tap. */
const lastDeleted = signal(/** @type {Thing | null} */ (null));

/** @param {Thing} thing */
export async function deleteThing({ kind, id, name }) {
  await deleteRecord(kind, id);
  lastDeleted.value = { kind, id, name };
}

/** After something was deleted, on whichever page comes next. */
export function UndoBar() {
  const thing = lastDeleted.value;
  useEffect(() => {
    if (!thing) return;
    const timer = setTimeout(() => {
      if (lastDeleted.value === thing) lastDeleted.value = null;
    }, 20_000);
    return () => clearTimeout(timer);
  }, [thing]);
  async function undelete() {
    if (thing) await undeleteRecord(thing.kind, thing.id);
    lastDeleted.value = null;
  }
  return (
    <div class="undo-bar-place" role="status">
      {thing && <UndoOffer words={t("edit.deleted", { name: thing.name })} undo={undelete} />}
    </div>
  );
}

/** What was done, and the way back. @param {{words: string, undo: () => void}} props */
export const UndoOffer = ({ words, undo }) => (
  <div class="undo-bar">
    <span>{words}</span>
    <button type="button" class="button" onClick={undo}>
      <Icon name="undo" size={20} />
      {t("edit.undo")}
    </button>
  </div>
);
