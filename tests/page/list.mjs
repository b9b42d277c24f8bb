// The checks. Each gets a site of its own and throws when something is not as it should be.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { names, spoil } from "./hostile.mjs";
import { page as document, target } from "./scenario.mjs";

// what the page promises, and what a busy machine may take for the rest
const SOON = { timeout: 3_000 };
const LATER = { timeout: 20_000 };
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/;

async function ready(view, verdict = "[data-finding]") {
  await view.page.waitForSelector(verdict, LATER);
}

async function isWell(view) {
  assert.deepEqual(await view.bad(), []);
}

async function axe(view) {
  const result = await new AxeBuilder({ page: view.page }).analyze();
  const serious = result.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  assert.deepEqual(serious.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.target} ${node.any.map((one) => one.message)}`).join(" | ")}`), []);
}

const verdict = (kind, key, selector, words) => ({
  async run({ site, open }) {
    const view = await open({}, `/#token=test-token-0123456789&target=${key}`);
    await view.page.waitForSelector(selector, SOON);
    assert.match(await view.page.innerText("#verdict"), words);
    assert.ok(!site.requests.some((path) => path.includes("token")), "the token is in an address");
    await isWell(view);
  },
});

const picture = (scheme, width) => ({
  async run({ open, pictures }) {
    const view = await open({ colorScheme: scheme, viewport: { width, height: width < 600 ? 720 : 900 } });
    await ready(view);
    await view.page.waitForSelector("#lag-table tbody tr", { state: "attached", ...LATER });
    const [inside, outside] = await view.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(inside <= outside, `it is ${inside} wide in a window of ${outside}`);
    await axe(view);
    if (pictures) await view.page.screenshot({ path: pictures(`page-${scheme}-${width}.png`) });
    await isWell(view);
  },
});

export const checks = {
  Verdict_Blocked: verdict("blocked", "4312-1", '[data-finding="loop-blocked"]', /Critical[\s\S]*blocked for 2\.4 s[\s\S]*fetch_exchange_rates\s+shop\/rates\.py:41[\s\S]*Now: Restart the worker[\s\S]*await asyncio\.to_thread/),
  Verdict_Saturated: verdict("saturated", "4313-1", '[data-finding="pool-saturated"]', /exhausted: 4\/4 workers busy, 8 waiting[\s\S]*render_report/),
  Verdict_Healthy: verdict("healthy", "4401-1", '[data-verdict="healthy"]', /Healthy[\s\S]*No stall seen/),
  Verdict_Inconclusive: verdict("inconclusive", "4402-1", '[data-verdict="inconclusive"]', /It cannot be told[\s\S]*too few looks/),
  Picture_LightWide: picture("light", 1280),
  Picture_DarkWide: picture("dark", 1280),
  Picture_LightMiddle: picture("light", 768),
  Picture_DarkMiddle: picture("dark", 768),
  Picture_LightNarrow: picture("light", 320),
  Picture_DarkNarrow: picture("dark", 320),

  Zoom_Twice: {
    async run({ open }) {
      const view = await open({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
      await ready(view);
      const [inside, outside] = await view.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inside <= outside, `it is ${inside} wide in a window of ${outside}`);
    },
  },

  Token_LeavesTheAddress: {
    async run({ site, open }) {
      const view = await open();
      await ready(view);
      assert.ok(!view.page.url().includes("token"), view.page.url());
      await view.page.reload();
      await ready(view);
      const other = await open({}, "/");
      await other.page.waitForSelector("#token", LATER);
      await axe(other);
      await other.page.fill("#token", "wrong");
      await other.page.keyboard.press("Enter");
      await other.page.waitForSelector("text=not the right one", LATER);
      const tried = () => site.requests.filter((path) => path.startsWith("/api/stream")).length;
      const before = tried();
      await other.page.fill("#token", "wrong");
      await other.page.keyboard.press("Enter");
      await other.page.waitForSelector("text=not the right one", LATER);
      assert.equal(tried(), before + 1, "the same token given again is not tried again, or called wrong before it was tried");
      await other.page.fill("#token", "test-token-0123456789");
      await other.page.keyboard.press("Enter");
      await ready(other);
      assert.ok(!site.requests.some((path) => path.includes("token")), "the token is in an address");
      await isWell(view);
    },
  },

  Stream_GrowsTheLines: {
    async run({ open }) {
      const view = await open();
      await ready(view);
      const before = await view.page.getAttribute("#timeline .plot", "aria-label");
      await view.page.waitForFunction((old) => document.querySelector("#timeline .plot")?.getAttribute("aria-label") !== old, before, LATER);
      await view.page.waitForFunction(() => document.querySelectorAll("#lanes canvas").length === 1, null, LATER);
      await isWell(view);
    },
  },

  Disconnected_IsSaid_AndComesBack: {
    async run({ site, open }) {
      const view = await open();
      await ready(view);
      site.cut();
      await view.page.waitForSelector('[data-connection="disconnected"]', LATER);
      assert.match(await view.page.innerText("header"), /Disconnected/);
      assert.match(await view.page.innerText("#verdict"), /last known/);
      await axe(view);
      site.heal();
      await view.page.waitForSelector(".is-live", LATER);
      assert.equal(await view.page.locator('[data-connection="disconnected"]').count(), 0);
      await isWell(view);
    },
  },

  Keyboard_ReachesAll: {
    async run({ open }) {
      const view = await open();
      await ready(view);
      const reached = new Set();
      const focused = () => view.page.evaluate(() => {
        const at = document.activeElement;
        const section = at?.closest("section[id], header, nav, footer")?.id || at?.closest("header, nav, footer")?.tagName || "";
        const outline = getComputedStyle(at).outlineStyle;
        return { section, role: at?.getAttribute("role") ?? at?.tagName ?? "", outline };
      });
      for (let press = 0; press < 160; press++) {
        await view.page.keyboard.press("Tab");
        const at = await focused();
        if (at.role === "BODY") break;
        reached.add(`${at.section}:${at.role}`);
        assert.notEqual(at.outline, "none", `no focus ring on ${at.section} ${at.role}`);
      }
      for (const wanted of ["HEADER:BUTTON", "NAV:BUTTON", "verdict:SUMMARY", "verdict:A", "timeline:figure", "timeline:BUTTON", "pools:figure", "lanes:figure", "flames:INPUT", "flames:BUTTON", "stalls:BUTTON", "tasks:BUTTON", "FOOTER:SUMMARY"])
        assert.ok(reached.has(wanted), `${wanted} is not reached by Tab; reached: ${[...reached].join(", ")}`);

      await view.page.focus("#timeline .plot");
      await view.page.keyboard.press("End");
      await view.page.keyboard.press("ArrowLeft");
      const said = () => view.page.waitForFunction(() => /blocked for/.test(document.querySelector('[role="status"]')?.textContent ?? ""), null, LATER);
      await said();
      await view.page.keyboard.press("Enter");
      await view.page.waitForSelector("#stalls .is-open .stack", LATER);
      await view.page.focus("#lanes .lanes");
      await view.page.keyboard.press("ArrowRight");
      await view.page.waitForSelector(".lane-detail .stack", LATER);
      await view.page.keyboard.press("ArrowDown");
      await view.page.waitForFunction(() => /reports_0/.test(document.querySelector('[role="status"]')?.textContent ?? ""), null, LATER);
      await view.page.keyboard.press("Escape");
      await view.page.waitForSelector(".lane-detail", { state: "detached", ...LATER });
      await view.page.focus('nav button:has-text("mailer")');
      await view.page.keyboard.press("Enter");
      await view.page.waitForSelector('[data-verdict="healthy"]', LATER);
      await isWell(view);
    },
  },

  Stalls_AreOpened_FromTheChart: {
    async run({ open }) {
      const view = await open();
      await ready(view);
      const chart = view.page.locator("#timeline .u-over").first();
      await chart.scrollIntoViewIfNeeded();
      const box = await chart.boundingBox();
      // each second moves the shade to the left by a three-hundredth
      for (let second = 0; second < 60 && (await view.page.locator("#stall-2.is-open .stack").count()) === 0; second++)
        await view.page.mouse.click(box.x + box.width * ((300 - 120.6 - second) / 300), box.y + box.height / 2);
      await view.page.waitForSelector("#stall-2.is-open .stack", LATER);
    },
  },

  Colours_AreForced: {
    async run({ open }) {
      const view = await open({ forcedColors: "active" });
      await ready(view);
      assert.ok(await view.page.isVisible("text=Evidence"));
      await isWell(view);
    },
  },

  HostileNames_DoNothing: {
    script: (kind) => spoil(document(kind)),
    async run({ open }) {
      assert.ok(names.length >= 50);
      const view = await open();
      await ready(view);
      for (const summary of await view.page.locator("summary").all()) if (await summary.isVisible()) await summary.evaluate((element) => (element.parentElement.open = true));
      for (const button of await view.page.locator("#stalls li > button, #tasks li > button, #pools .plain").all()) await button.click();
      await view.page.focus("#lanes .lanes");
      await view.page.keyboard.press("ArrowRight");
      await view.page.locator("#flames .choices button").last().click();
      await view.page.hover("#flames svg g.frame");
      assert.equal(await view.page.evaluate(() => window.__xss), undefined);
      assert.equal(await view.page.locator("iframe, object, embed, form, #page img, #page script, base, marquee, video").count(), 0);
      const text = await view.page.evaluate(() => document.body.textContent + [...document.querySelectorAll("[title]")].map((each) => each.title).join(" "));
      assert.ok(text.includes("window.__xss=1</script>"), "no hostile name is on the page");
      assert.ok(!DANGEROUS.test(text), `a dangerous character is on the page: ${JSON.stringify(text.match(/.{0,20}[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff].{0,20}/)?.[0])}`);
      const [inside, outside] = await view.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inside <= outside, `it is ${inside} wide in a window of ${outside}`);
      await isWell(view);
    },
  },

  ManyTargets_AreFiltered: {
    script: (kind) => document(kind, Array.from({ length: 200 }, (_, i) => target(`${i === 117 ? 4312 : 10000 + i}-1`, `service-${i}`, i === 117 ? "findings" : "healthy", i === 117 ? { id: "loop-blocked", severity: "critical", title: "blocked" } : null))),
    async run({ open }) {
      const view = await open();
      await ready(view);
      assert.match(await view.page.locator("nav li").first().innerText(), /service-117/);
      await view.page.fill("nav input", "service-42");
      await view.page.waitForFunction(() => document.querySelectorAll("nav li").length === 1, null, LATER);
      await axe(view);
      await isWell(view);
    },
  },

  File_OpensAlone: {
    async run({ site, folder, open, pictures }) {
      const view = await open({ colorScheme: "dark" }, `file://${folder}/report.html`);
      await ready(view, "[data-verdict]");
      assert.match(await view.page.innerText("header"), /Recorded/);
      await view.page.waitForSelector("#timeline canvas", LATER);
      await axe(view);
      if (pictures) await view.page.screenshot({ path: pictures("file.png"), fullPage: true });
      assert.equal(site.requests.length, 0);
      await isWell(view);
    },
  },
};
