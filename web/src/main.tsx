import { render } from "preact";
import "./page.css";
import { App } from "./app";
import { applyTheme, keptTheme } from "./theme";
import type { PageDocument } from "./document";

applyTheme(keptTheme());
const root = document.getElementById("page");
if (!root) throw new Error("the shell has no place for the page");
const carried = document.getElementById("document");
const enclosed = carried ? (JSON.parse(carried.textContent ?? "null") as PageDocument) : null;
root.replaceChildren();
render(<App enclosed={enclosed} />, root);
