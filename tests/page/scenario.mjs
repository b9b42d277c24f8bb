// Makes page documents of a service: what the page shows in its tests, and in the pictures of the docs.

export const NOW = 1790000000;

const fetchRates = { function: "fetch_exchange_rates", file: "/srv/shop/rates.py", line: 41 };
const stackOfBlock = [
  fetchRates,
  { function: "create_invoice", file: "/srv/shop/invoices.py", line: 17 },
  { function: "Handle._run", file: "/usr/lib/python3.11/asyncio/events.py", line: 80 },
  { function: "BaseEventLoop._run_once", file: "/usr/lib/python3.11/asyncio/base_events.py", line: 1922 },
  { function: "run", file: "/usr/lib/python3/dist-packages/uvicorn/main.py", line: 493 },
  { function: "<module>", file: "/srv/shop/app.py", line: 88 },
];
const line = (frame) => `${frame.function} ${frame.file}:${frame.line}`;
const render = "render_report /srv/shop/reports.py:27";

export function blocked() {
  return {
    id: "loop-blocked", severity: "critical", title: "The event loop is blocked for 2.4 s in requests.get", subject: "MainThread", cause: "socket",
    culprit: { ...fetchRates, thread: "MainThread", task: "POST /invoice", call: "requests.get" }, stack: stackOfBlock,
    held_seconds: 2.41, held_is_lower_bound: true, held_uncertainty_seconds: 0,
    evidence: [
      "118 looks saw the same callback in the same turn: the loop did not go round for 2.41 s.",
      "Path: create_invoice (shop/invoices.py:17) → fetch_exchange_rates (shop/rates.py:41).",
      "Thread MainThread waits in the system call recvfrom for 10.0.3.7:443 in 57 of 57 looks at the kernel.",
    ],
    consequences: ["214 callbacks are ready and wait", "61 tasks wait, health checks among them"],
    advice: [
      { summary: "shop/invoices.py:17: in create_invoice run fetch_exchange_rates in a worker thread; the loop goes on meanwhile.", before: "fetch_exchange_rates(…)", after: "await asyncio.to_thread(fetch_exchange_rates, …)" },
      { summary: "shop/rates.py:41: or use an asynchronous client with a timeout.", before: "requests.get(…)", after: "await client.get(…, timeout=5)  # client = httpx.AsyncClient(), made once" },
    ],
  };
}

function saturated() {
  return {
    id: "pool-saturated", severity: "warning", title: "Thread pool \"reports\" is exhausted: 4/4 workers busy, 8 waiting", subject: "reports", cause: null,
    culprit: { function: "render_report", file: "/srv/shop/reports.py", line: 27, thread: "reports_0", task: null, call: "time.sleep" },
    stack: [{ function: "render_report", file: "/srv/shop/reports.py", line: 27 }, { function: "_worker", file: "/usr/lib/python3.11/concurrent/futures/thread.py", line: 83 }],
    held_seconds: 31.5, held_is_lower_bound: true, held_uncertainty_seconds: 0,
    evidence: ["All workers were busy and work waited for ≥ 31.5 s.", "4.0/s are completed; one takes 1.00 s (est.)."], consequences: [],
    advice: [{ summary: "Give it 8 workers (est.; predicted wait 800 ms) and measure again: most of them wait, each for itself.", before: "ThreadPoolExecutor(max_workers=4)", after: "ThreadPoolExecutor(max_workers=8)" }],
  };
}

const advicePages = {
  "loop-blocked": {
    stop: [{ item: "Restart the worker, or take it out of the load balancer: nothing else frees a loop before the call returns." }, { item: "If a peer is slow (`socket`, `dns`): restart or drop that peer; set a timeout on the client." }],
    fix: [{ item: "Use the asynchronous counterpart of the call." }, { code: "r = await client.post(url, json=order, timeout=5)" }],
    verify: [{ code: "unjam diagnose PID --duration 60s --fail-on warning" }],
  },
  "pool-saturated": { stop: [{ text: "Shed load, or stop whatever submits the slow work." }], fix: [], verify: [] },
};

function diagnosis(verdict, findings) {
  return {
    schema: "unjam.diagnosis/1", tool: { name: "unjam", version: "0.1.0" },
    target: { pid: 4312, runtime: "cpython", version: "3.11.2", implementation: "CPython 3.11.2" }, verdict, findings,
    undecided: verdict === "inconclusive" ? ["too few looks could read the loop"] : [],
    loops: [], pools: [{ name: "reports", kind: "ThreadPoolExecutor", limit: 4, workers: 4, busy: 4, queued: 8, service_seconds_mean: 1.0, throughput_per_second: 4.0, doing: [{ count: 4, function: "render_report", file: "/srv/shop/reports.py", line: 27, call: "time.sleep", longest_seconds: 0.67 }] }],
    quality: { looks: 5120, ok: 5117, degraded: 3, failed: 0, paused_seconds: 0, own_cpu_seconds: 0.9, watched_seconds: 540, gaps: ["thread 4711: its stack changed while it was read (in 3 looks)"] },
  };
}

const wave = (i, step, most) => most * (0.5 + 0.5 * Math.sin(i / step)) * (0.94 + 0.06 * Math.sin(i * 1.7));

export function points(seconds, now = NOW) {
  const at = Array.from({ length: seconds }, (_, i) => now - seconds + 1 + i);
  const inStall = (time) => [[NOW - 200, 1.5], [NOW - 121, 0.8], [NOW - 2.41, 9]].some(([from, long]) => time >= from && time <= from + long + 0.6);
  return {
    at,
    loops: {
      a1: {
        lag: at.map((time, i) => (inStall(time) ? (time > NOW - 3 ? time - NOW + 2.41 : 1.3) : 0.002 + wave(i, 9, 0.012))),
        blocked: at.map((time) => (time > NOW - 2.4 ? time - NOW + 2.41 : inStall(time) ? 0.9 : 0)),
        ready: at.map((time, i) => (inStall(time) ? 120 + (i % 7) * 13 : Math.round(wave(i, 5, 6)))),
      },
    },
    pools: {
      b1: { busy: at.map((time, i) => (time > NOW - 32 ? 4 : Math.min(4, 2 + Math.round(wave(i, 30, 3))))), limit: at.map(() => 4), queued: at.map((time, i) => (time > NOW - 32 ? 8 : Math.max(0, Math.round(wave(i, 40, 11) - 3)))), oldest: at.map((time, i) => (time > NOW - 32 ? 1.98 : Math.max(0, wave(i, 40, 2.6) - 0.7))) },
      b2: { busy: at.map((_, i) => Math.round(wave(i, 20, 3))), limit: at.map(() => 32), queued: at.map(() => 0), oldest: at.map(() => 0) },
    },
  };
}

export function lanes(now = NOW) {
  const stacks = [stackOfBlock.map(line), [render, "_worker /usr/lib/python3.11/concurrent/futures/thread.py:83"], ["lookup /srv/shop/db.py:12", "_worker /usr/lib/python3.11/concurrent/futures/thread.py:83"]];
  const loop = [];
  for (let t = NOW - 120, i = 0; t < NOW - 2.5; t += 0.21 + (i % 5) * 0.08, i++) loop.push({ from: t, to: t + 0.03 + (i % 7) * 0.012, label: "create_invoice invoices.py:17", block: false, stack: 0 });
  loop.push({ from: NOW - 2.41, to: now, label: "fetch_exchange_rates rates.py:41", block: true, stack: 0 });
  const worker = (n) => {
    const spans = [];
    for (let t = NOW - 120 + n * 0.23; t < now; t += 1.02) spans.push({ from: t, to: Math.min(now, t + 0.97), label: "render_report reports.py:27", block: false, stack: 1 });
    return { name: `reports_${n}`, of: "b1", is_loop: false, spans };
  };
  const light = { name: "asyncio_0", of: "b2", is_loop: false, spans: Array.from({ length: 40 }, (_, i) => ({ from: NOW - 118 + i * 2.9, to: NOW - 118 + i * 2.9 + 0.4, label: "lookup db.py:12", block: false, stack: 2 })) };
  return { lanes: [{ name: "MainThread", of: "a1", is_loop: true, spans: loop }, worker(0), worker(1), worker(2), worker(3), light], stacks };
}

const tree = (name, value, ...children) => ({ name, value, children });

function flames() {
  const chain = [...stackOfBlock].reverse().map(line);
  let node = tree(chain[5], 6.2);
  for (const name of [chain[4], chain[3]]) node = tree(name, 6.2, node);
  const render2 = tree("render_template /srv/shop/html.py:61", 1.4, tree("compile /usr/lib/python3/dist-packages/jinja2/environment.py:768", 1.4));
  const top = tree(chain[0], 7.6, tree(chain[1], 7.6, tree(chain[2], 7.6, node, render2)));
  return {
    loop_block: tree("all", 7.6, tree("MainThread", 7.6, top)),
    pool_wait: tree("all", 214.5, tree("reports", 214.5, tree("_worker /usr/lib/python3.11/concurrent/futures/thread.py:83", 214.5, tree(render, 170.1), tree("export /srv/shop/export.py:60", 44.4)))),
  };
}

function tasks() {
  const task = (id, name, awaits, awaits_on, awaits_id, running = false) => ({ id, loop: "a1", name, running, awaits, awaits_on, awaits_id, awaited_by: null, seen_seconds: 31.2 });
  return [
    task("71", "POST /invoice", ["create_invoice /srv/shop/invoices.py:17"], null, null, true),
    task("72", "GET /report", ["wait_for_report /srv/shop/reports.py:52", "report /srv/shop/app.py:31"], "Task", "73"),
    task("73", "render-88", ["render /srv/shop/reports.py:40"], "Future", "90"),
    ...Array.from({ length: 24 }, (_, i) => task(`8${i.toString(16)}`, `GET /orders ${i}`, ["fetch /srv/shop/db.py:29", "orders /srv/shop/app.py:44"], "Future", null)),
  ];
}

function stalls(now = NOW) {
  const stall = (number, began, duration_seconds, over, severity, title, cause, culprit, stack, id = "loop-blocked") => ({ number, began, duration_seconds, over, id, severity, title, cause, culprit, stack });
  return [
    stall(4, now - 2.41, 2.41, false, "critical", "The event loop is blocked for 2.4 s in requests.get", "socket", line(fetchRates), stackOfBlock.map(line)),
    stall(3, now - 31.5, 31.5, false, "warning", "Thread pool \"reports\" is exhausted", null, render, [render], "pool-saturated"),
    stall(2, now - 121, 0.8, true, "warning", "The event loop was blocked for 800 ms in jinja2", "cpu", "render_template /srv/shop/html.py:61", ["compile /usr/lib/python3/dist-packages/jinja2/environment.py:768", "render_template /srv/shop/html.py:61"]),
    stall(1, now - 200, 1.5, true, "critical", "The event loop was blocked for 1.50 s in requests.get", "socket", line(fetchRates), stackOfBlock.map(line)),
  ];
}

export function target(key, name, verdict, worst, more = {}) {
  return { key, pid: Number(key.split("-")[0]), name, runtime: "cpython", runtime_version: "3.11.2", state: "watching", why_not: null, rate: 2, verdict, worst, ...more };
}

const worstOf = (finding) => ({ id: finding.id, severity: finding.severity, title: finding.title });

export function targets() {
  return [
    target("4312-1", "shop", "findings", worstOf(blocked()), { rate: 50 }),
    target("4313-1", "shop-worker", "findings", worstOf(saturated())),
    target("4401-1", "mailer", "healthy", null),
    target("4402-1", "search", "inconclusive", null),
    target("4500-1", "legacy", null, null, { state: "refused", why_not: "Process 4500 cannot be read: permission denied.", runtime: null, runtime_version: null, rate: 0 }),
  ];
}

/** The whole document of a service whose verdict is one of: blocked, saturated, healthy, inconclusive. */
export function page(kind = "blocked", all = targets(), now = NOW) {
  const findings = { blocked: [blocked(), saturated()], saturated: [saturated()], healthy: [], inconclusive: [] }[kind];
  const key = { blocked: "4312-1", saturated: "4313-1", healthy: "4401-1", inconclusive: "4402-1" }[kind];
  const verdict = findings.length ? "findings" : kind;
  const isBusy = kind === "blocked" || kind === "saturated";
  return {
    schema: "unjam.page/1", version: "0.1.0", at: now, mode: "live",
    own: { cpu_seconds: 12.4, cpu_share: 0.013, resident_bytes: 58_400_000, slowed_down: false }, left: [], targets: all,
    selected: {
      key, diagnosis: diagnosis(verdict, findings), advice_pages: isBusy ? advicePages : {},
      loops: [{ id: "a1", name: "MainThread", kind: "asyncio", blocked_seconds: kind === "blocked" ? 2.41 : 0, busy_ratio: 0.41, ready: 214, tasks: 61 }],
      pools: [
        { id: "b1", name: "reports", kind: "ThreadPoolExecutor", limit: 4, workers: 4, busy: 4, borrowed: null, queued: isBusy ? 8 : 0, oldest_wait_seconds: isBusy ? 1.98 : 0, submitted: 2041, completed: 2029 },
        { id: "b2", name: "asyncio", kind: "ThreadPoolExecutor", limit: 32, workers: 6, busy: 1, borrowed: null, queued: 0, oldest_wait_seconds: 0, submitted: 88, completed: 87 },
      ],
      points: points(420, now), ...lanes(now), flames: flames(), tasks: tasks(), stalls: isBusy ? stalls(now) : [],
    },
  };
}

/** The event of the next second: what is new after `now`. */
export function tick(kind, now) {
  const whole = page(kind, undefined, now);
  const last = (columns) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(-1)]));
  const some = (rows) => Object.fromEntries(Object.entries(rows).map(([id, columns]) => [id, last(columns)]));
  const { points: all } = whole.selected;
  return {
    ...whole, targets: undefined,
    selected: { key: whole.selected.key, points: { at: all.at.slice(-1), loops: some(all.loops), pools: some(all.pools) }, lanes: whole.selected.lanes.map((lane) => ({ ...lane, spans: lane.spans.slice(-1) })), stacks: whole.selected.stacks },
  };
}
