// @ts-check
// The text of a speech, fetched when it is first opened.
import "../../styles/speech.css";

export { SpeechPage } from "./speech.jsx";
