// Starts the real command over real processes, opens its page in a browser and waits for their verdicts:
//   node live.mjs ADDRESS TOKEN-FILE PICTURE PID=PATTERN… -- COMMAND…
// prints {"seconds":{PID: from the start of the command},"opened":seconds,"bad":[…]}; PICTURE may be "".
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const split = process.argv.indexOf("--");
const [address, tokenFile, picture, ...expected] = process.argv.slice(2, split);
const command = process.argv.slice(split + 1);
const browser = await chromium.launch({ executablePath: process.env.UNJAM_CHROMIUM ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "dark", reducedMotion: "reduce" })).newPage();
const bad = [];
page.on("pageerror", (error) => bad.push(`error: ${error.message}`));
page.on("console", (message) => /Content Security Policy|TrustedHTML|trusted type/i.test(message.text()) && bad.push(`policy: ${message.text()}`));
page.on("request", (request) => request.url().startsWith(`http://${address}/`) || request.url().startsWith("data:") || bad.push(`request: ${request.url()}`));

const began = performance.now();
const since = () => Math.round(performance.now() - began) / 1000;
const server = spawn(command[0], command.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
server.stderr.on("data", (text) => (said += text));
try {
  for (;;) {
    if (server.exitCode !== null || since() > 30) throw new Error(`it does not serve: ${said}`);
    if (await fetch(`http://${address}/healthz`).then((answer) => answer.ok, () => false)) break;
    await pause(20);
  }
  await page.goto(`http://${address}/#token=${readFileSync(tokenFile, "utf8").trim()}`);
  const opened = since();
  const seconds = {};
  await Promise.all(expected.map(async (each) => {
    const [pid, pattern] = each.split(/=(.*)/s);
    await page.locator("nav.targets li", { hasText: pid }).filter({ hasText: new RegExp(pattern) }).waitFor({ timeout: 30_000 })
      .catch(async () => { throw new Error(`no "${pattern}" for ${pid}: ${await page.locator("body").innerText()}`); });
    seconds[pid] = since();
  }));
  if (picture) await page.screenshot({ path: picture });
  console.log(JSON.stringify({ opened, seconds, bad }));
} finally {
  server.kill("SIGKILL");
  await browser.close();
}
