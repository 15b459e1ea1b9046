// @ts-check
// Everything behind the third tab, fetched when it is first opened.
import "../../styles/settings.css";

export { About } from "./about.jsx";
export { Account } from "./account.jsx";
export { Settings } from "./settings.jsx";
