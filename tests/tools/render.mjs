// Renders Markdown documents, each a JSON string on a line of the standard input, as GitHub and its like do, and prints the HTML of each as a JSON string on a line.
import { readFileSync } from "node:fs";
import { marked } from "marked";

for (const line of readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0))
  console.log(JSON.stringify(marked.parse(JSON.parse(line), { gfm: true })));
