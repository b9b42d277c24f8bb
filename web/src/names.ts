// What a target names is hostile. The server has made it visible already; this is the second lock on that door,
// for whatever wrote the document: no control, bidi or invisible character reaches the page.
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}]/gu;
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** Text with everything that could hide, reorder or forge made visible. */
export function visible(text: string): string {
  return text.replace(DANGEROUS, escaped).replace(STACKED, "$1…");
}

/** The same for code of several lines, which keeps its line feeds. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return "\\x" + code.toString(16).padStart(2, "0");
  return code < 0x10000 ? "\\u" + code.toString(16).padStart(4, "0") : "\\U" + code.toString(16).padStart(8, "0");
}

/** The end of a path that tells files apart: `…/app/db.py`. */
export function shortPath(path: string): string {
  const parts = path.split("/").filter((part) => part.length > 0);
  const site = Math.max(parts.lastIndexOf("site-packages"), parts.lastIndexOf("dist-packages"), parts.findIndex((part) => /^python3(\.\d+)?$/.test(part)));
  const from = site >= 0 && site < parts.length - 1 ? site + 1 : Math.max(0, parts.length - 2);
  return parts.slice(from).join("/");
}

/** A place as `file:line`; without a line where the runtime tells none. */
export function placeOf(path: string, line: number): string {
  return line > 0 ? `${path}:${line}` : path;
}

export interface FrameWords {
  name: string;
  place: string;
  isLibrary: boolean;
}

/** A frame's line, `function file:line`, in its parts. */
export function frameWords(frame: string): FrameWords {
  const safe = visible(frame);
  const cut = safe.lastIndexOf(" ");
  if (cut < 0) return { name: safe, place: "", isLibrary: false };
  const file = safe.slice(cut + 1);
  return { name: safe.slice(0, cut), place: shortPath(file), isLibrary: isLibrary(file) };
}

/** Whether a frame's file is Python's own library or an installed package, or an assembly of .NET itself. */
export function isLibrary(file: string): boolean {
  return /(^|\/)(lib(64)?\/python3|site-packages\/|dist-packages\/)|^<frozen|^((System|Microsoft)\.[^/]+|Unjam\.(Executors|Hosting))\.dll(:\d+)?$/.test(file);
}
