// unjam.page/1, as docs/page.schema.json has it: times are Unix seconds, durations seconds.

export type Severity = "info" | "warning" | "critical";
export type Column = (number | null)[];

export interface Target {
  key: string;
  pid: number;
  name: string;
  runtime: string | null;
  runtime_version: string | null;
  state: "watching" | "attaching" | "refused" | "gone";
  why_not: string | null;
  rate: number;
  verdict: "healthy" | "findings" | "inconclusive" | null;
  worst: { id: string; severity: Severity; title: string } | null;
}

export interface Place {
  function: string;
  file: string;
  line: number;
}

export interface Finding {
  id: string;
  severity: Severity;
  title: string;
  subject: string;
  cause: string | null;
  culprit: (Place & { thread: string | null; task: string | null; call: string | null }) | null;
  stack: Place[];
  held_seconds: number | null;
  held_is_lower_bound: boolean;
  evidence: string[];
  consequences: string[];
  advice: { summary: string; before: string | null; after: string | null }[];
}

export interface PoolSummary {
  name: string;
  service_seconds_mean: number | null;
  throughput_per_second: number | null;
  doing: (Place & { count: number; call: string | null; longest_seconds: number | null })[];
}

export interface Diagnosis {
  target: { pid: number; runtime: string; version: string; implementation: string };
  verdict: "healthy" | "findings" | "inconclusive";
  findings: Finding[];
  undecided: string[];
  pools: PoolSummary[];
  quality: {
    looks: number;
    ok: number;
    degraded: number;
    failed: number;
    paused_seconds: number;
    watched_seconds: number;
    gaps: string[];
  };
}

export interface Loop {
  id: string;
  name: string;
  kind: string;
  blocked_seconds: number;
  busy_ratio: number | null;
  ready: number | null;
  tasks: number | null;
}

export interface Pool {
  id: string;
  name: string;
  kind: string;
  limit: number | null;
  workers: number;
  busy: number;
  borrowed: number | null;
  queued: number;
  oldest_wait_seconds: number;
  submitted: number;
  completed: number;
}

export interface Points {
  at: number[];
  loops: Record<string, { lag: Column; blocked: Column; ready: Column }>;
  pools: Record<string, { busy: Column; limit: Column; queued: Column; oldest: Column }>;
}

/** A span as it comes: its stack is a row of the table beside the lanes. */
export interface SpanRow {
  from: number;
  to: number;
  label: string | null;
  block: boolean;
  stack: number;
}

export interface LaneOf<S> {
  name: string;
  of: string;
  is_loop: boolean;
  spans: S[];
}

export interface Span {
  from: number;
  to: number;
  label: string | null;
  block: boolean;
  stack: string[];
}

export type Lane = LaneOf<Span>;

export interface Tree {
  name: string;
  value: number;
  children: Tree[];
}

export interface Task {
  id: string;
  loop: string | null;
  name: string;
  running: boolean;
  awaits: string[];
  awaits_on: string | null;
  awaits_id: string | null;
  awaited_by: string[] | null;
  seen_seconds: number;
}

export interface Stall {
  number: number;
  began: number;
  duration_seconds: number;
  over: boolean;
  id: string;
  severity: Severity;
  title: string;
  cause: string | null;
  culprit: string | null;
  stack: string[];
}

export type Block = { text?: string; item?: string; code?: string };

export interface AdvicePage {
  stop: Block[];
  fix: Block[];
  verify: Block[];
}

/** What of a target a document may hold; in a tick, what has changed. */
export interface Parts {
  diagnosis?: Diagnosis | null;
  advice_pages?: Record<string, AdvicePage>;
  loops?: Loop[];
  pools?: Pool[];
  points?: Points;
  lanes?: LaneOf<SpanRow>[];
  stacks?: string[][];
  flames?: { loop_block: Tree; pool_wait: Tree };
  tasks?: Task[];
  stalls?: Stall[];
}

export interface PageDocument {
  schema: "unjam.page/1";
  version: string;
  at: number;
  mode: "live" | "file";
  own: { cpu_seconds: number; cpu_share: number; resident_bytes: number; slowed_down: boolean };
  left: string[];
  targets?: Target[];
  selected: (Parts & { key: string }) | null;
}

/** What the page knows of the target that it shows: all parts, put together. */
export interface Selected {
  key: string;
  diagnosis: Diagnosis | null;
  advice_pages: Record<string, AdvicePage>;
  loops: Loop[];
  pools: Pool[];
  points: Points;
  lanes: Lane[];
  flames: { loop_block: Tree; pool_wait: Tree };
  tasks: Task[];
  stalls: Stall[];
}

export interface Page extends Omit<PageDocument, "targets" | "selected"> {
  targets: Target[];
  selected: Selected | null;
}
