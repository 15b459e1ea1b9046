// @ts-check
// The verbs of bringing a speech in. Finding needs the network; everything after it does not.
import { readMeta, writeMeta } from "../db/meta.js";
import { editAll } from "../decks/edits.js";
import { lastPosition } from "../decks/positions.js";
import { readLiveDecks } from "../decks/read.js";
import { moment } from "../lib/clock.js";
import { newId } from "../lib/ids.js";
import { acceptDraft } from "../speeches/accept.js";
import { aimAt, compareDeck, deckOfSpeech } from "../speeches/compare.js";
import { readContent, readContents, SPEECH_STORES } from "../speeches/content.js";
import { completed, draftOf } from "../speeches/draft.js";
import { findKeyLists } from "../speeches/find.js";
import { everythingChanged } from "./actions.js";
import { running } from "./running.js";

/** @typedef {import("../speeches/draft.js").Draft} Draft */
/** @typedef {import("../speeches/compare.js").DeckContent} DeckContent */

/**
 * Find the key lists of a text or a file. The draft is on the disk when this resolves.
 * @param {{text: string, title: string} | {file: File, title: string}} given
 * @param {string | null} deck_id that shall take it; null: the one whose speech it is, or a new one
 * @param {AbortSignal} cancel
 * @returns {Promise<Draft>}
 * @throws {import("../speeches/find.js").Cancelled | import("../sync/transport.js").OfflineError |
 *   import("../sync/transport.js").RefusedError} with the code of what is wrong with it
 */
export async function findInSpeech(given, deck_id, cancel) {
  const { database, client } = running();
  const draft = draftOf(await findKeyLists(client.fetch, given, cancel));
  const contents = await database.read(SPEECH_STORES, readContents);
  const target = deck_id ?? deckOfSpeech(contents, draft);
  const aimed = aimAt(draft, contents.find(({ deck }) => deck.id === target) ?? null);
  await database.write(["meta"], async (tx) => {
    await writeMeta(tx, "draft", aimed);
    if ("text" in given) await writeMeta(tx, "typed", null);
  });
  return aimed;
}

/** @returns {Promise<Draft | null>} the one that was left */
export async function readDraft() {
  const left = await running().database.read(["meta"], (tx) => readMeta(tx, "draft"));
  return left && completed(left);
}

/** @param {Draft} draft */
export const saveDraft = (draft) =>
  running().database.write(["meta"], (tx) => writeMeta(tx, "draft", draft));

/**
 * Its text goes back into the box, unless another one waits there since a file was opened.
 * @param {Draft} draft
 */
export const giveUpDraft = (draft) =>
  running().database.write(["meta"], async (tx) => {
    await writeMeta(tx, "draft", null);
    if (!(await readMeta(tx, "typed"))) await writeMeta(tx, "typed", typedOf(draft));
  });

/** @param {Draft} draft that was given up */
export const takeUpDraft = (draft) =>
  running().database.write(["meta"], async (tx) => {
    await writeMeta(tx, "draft", draft);
    const typed = await readMeta(tx, "typed");
    if (typed?.text === typedOf(draft).text) await writeMeta(tx, "typed", null);
  });

/** @param {Draft} draft @returns {{text: string, title: string}} as if it had been pasted */
export const typedOf = ({ paragraphs, title }) => ({ text: paragraphs.join("\n"), title });

/** @returns {Promise<{text: string, title: string} | null>} what was pasted, while nothing was found in it yet */
export const readTyped = () => running().database.read(["meta"], (tx) => readMeta(tx, "typed"));

/** @param {{text: string, title: string}} typed */
export const saveTyped = (typed) =>
  running().database.write(["meta"], (tx) =>
    writeMeta(tx, "typed", typed.text || typed.title ? typed : null),
  );

/** @param {string} deck_id @returns {Promise<DeckContent | null>} a deck with its speech */
export const readSpeech = (deck_id) =>
  running().database.read(SPEECH_STORES, (tx) => readContent(tx, deck_id));

/**
 * Make the deck, or bring the one that is there up to this version; the draft is gone with it.
 * @param {Draft} draft
 * @param {string} untitled what a speech without a title is called
 * @returns {Promise<string>} the deck's id
 */
export async function acceptSpeech(draft, untitled) {
  const { database } = running();
  const decks = await database.read(["decks"], readLiveDecks);
  const content = draft.deck_id ? await readSpeech(draft.deck_id) : null;
  const target = content && { content, comparison: compareDeck(content, draft) };
  const given = { newId, deck_position: lastPosition(decks), title: untitled };
  const { deck_id, changes } = acceptDraft(draft, target, given);
  await editAll(database, changes, moment(), (tx) => writeMeta(tx, "draft", null));
  await everythingChanged();
  return deck_id;
}
