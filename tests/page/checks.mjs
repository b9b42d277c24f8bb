// Looks at the page in a browser, one check after the other, and prints a line of JSON for each: {"check","ok","why"}.
//   node checks.mjs FOLDER [PICTURES [PATTERN]]     PATTERN: only checks whose names match; PICTURES may be ""
// FOLDER holds shell.html, csp.txt, a/… and report.html, as the C# code wrote them; PICTURES is where screenshots go.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { checks } from "./list.mjs";
import { serve, TOKEN } from "./server.mjs";

const [folder, pictures, pattern] = process.argv.slice(2);
const executablePath = process.env.UNJAM_CHROMIUM ?? "/usr/bin/chromium-headless-shell";
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

/** A page that remembers whatever must not happen on it. */
async function open(site, options = {}, rest = `/#token=${TOKEN}`) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const bad = [];
  page.on("pageerror", (error) => bad.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    bad.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript|trusted type/i.test(message.text())) bad.push(`policy: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.address("/")) && !request.url().startsWith("data:") && !request.url().startsWith("file:")) bad.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.__policy = [];
    document.addEventListener("securitypolicyviolation", (event) => window.__policy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  await page.goto(rest.startsWith("file:") ? rest : site.address(rest));
  return {
    page,
    close: () => context.close(),
    /** What happened that must not; empty when all is well. */
    bad: async () => [...bad, ...(await page.evaluate(() => window.__policy)).map((text) => `policy: ${text}`)],
  };
}

// the first page of a browser that has just started is slow, whatever is on it
await (await browser.newPage()).goto("data:text/html,warm").then(() => browser.contexts()[0].close());

let wrong = 0;
for (const [name, check] of Object.entries(checks)) {
  if (pattern && !new RegExp(pattern).test(name)) continue;
  const site = serve(folder, check.script);
  await site.start();
  let why = "";
  try {
    await check.run({ site, folder, pictures: pictures ? (file) => join(pictures, file) : null, open: (options, rest) => open(site, options, rest) });
  } catch (error) {
    why = String(error?.stack ?? error).slice(0, 4000);
    wrong++;
  }
  console.log(JSON.stringify({ check: name, ok: why === "", why }));
  for (const context of browser.contexts()) await context.close();
  await site.stop();
}
await browser.close();
process.exitCode = wrong > 0 ? 1 : 0;
