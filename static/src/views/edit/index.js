// @ts-check
// Everything with which a learner changes what is recited, fetched when it is first opened.
import "../../styles/settings.css";
import "../../styles/editing.css";

export { DeckPage } from "./deck.jsx";
export { Decks } from "./decks.jsx";
export { DeletedPage } from "./deleted.jsx";
export { EditList } from "./edit-list.jsx";
