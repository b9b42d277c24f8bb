// Builds the page into src/Unjam.Web/Page/Bundle, where the C# project embeds it. The same sources give the same bytes.
//   node build.mjs [FOLDER]
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? join(here, "../src/Unjam.Web/Page/Bundle");

const result = await build({
  absWorkingDir: here,
  entryPoints: [{ in: "src/main.tsx", out: "app" }],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Unjam's page. Parts of others: see THIRD-PARTY-NOTICES of Unjam. */" },
  outdir: into,
  write: false,
});

mkdirSync(into, { recursive: true });
for (const old of readdirSync(into)) rmSync(join(into, old));
const files = [...result.outputFiles.map((file) => ({ name: file.path.split("/").pop(), bytes: Buffer.from(file.contents) })), { name: "icon.svg", bytes: readFileSync(join(here, "src/icon.svg")) }];
files.sort((a, b) => (a.name < b.name ? -1 : 1));
const lines = [];
let packed = 0;
for (const { name, bytes } of files) {
  const hash = createHash("sha256").update(bytes);
  const digest = hash.digest();
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(join(into, name), bytes);
  writeFileSync(join(into, name + ".br"), brotli);
  writeFileSync(join(into, name + ".gz"), gzipSync(bytes, { level: 9 }));
  packed += brotli.length;
  lines.push([name, digest.toString("base64"), digest.toString("hex").slice(0, 12)].join("\t"));
  console.log(`${name}\t${bytes.length}\tbr ${brotli.length}\tgz ${gzipSync(bytes, { level: 9 }).length}`);
}
// name, SHA-256 for content security policies, short hash for the address: so that nobody has to hash at run time
writeFileSync(join(into, "bundle.tsv"), lines.join("\n") + "\n");
console.log(`packed\t${packed}`);
