// @ts-check
// Bringing a speech in, fetched when it is first opened.
import "../../styles/settings.css";
import "../../styles/editing.css";
import "../../styles/speech.css";
import "../../styles/import.css";

export { Import } from "./import.jsx";
