// @ts-check
// Search, fetched when it is first opened.
import "../../styles/editing.css";
import "../../styles/search.css";

export { Search } from "./search.jsx";
