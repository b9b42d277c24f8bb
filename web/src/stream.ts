import type { PageDocument } from "./document";

export type Connection = "connecting" | "live" | "disconnected" | "denied";

export interface Receiver {
  take(kind: string, document: PageDocument): void;
  show(connection: Connection, retryIn: number | null): void;
}

const SILENCE_MS = 6_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Reads server-sent events by fetch, so that the token travels in a header; comes back by itself, ever more patiently. */
export class Stream {
  private stopped = false;
  private attempt: AbortController | null = null;
  private wake: (() => void) | null = null;

  constructor(
    private readonly token: string | null,
    private readonly target: string | null,
    private readonly receiver: Receiver,
  ) {}

  start(): void {
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.attempt?.abort();
    this.wake?.();
  }

  /** Tries at once instead of waiting for the next attempt. */
  retry(): void {
    this.wake?.();
  }

  private async run(): Promise<void> {
    this.receiver.show("connecting", null);
    for (let failures = 0; !this.stopped; ) {
      let status = 0;
      try {
        status = await this.read(() => (failures = 0));
      } catch {
        status = 0; // the network's reasons are not told to scripts: all of them mean disconnected
      }
      if (this.stopped) return;
      if (status === 401 || status === 403) {
        this.receiver.show("denied", null);
        return;
      }
      const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
      const wait = most * (0.75 + Math.random() * 0.25);
      this.receiver.show("disconnected", wait / 1000);
      await this.pause(wait);
    }
  }

  private async read(succeeded: () => void): Promise<number> {
    const attempt = (this.attempt = new AbortController());
    let alarm = window.setTimeout(() => attempt.abort(), SILENCE_MS);
    try {
      const url = "/api/stream" + (this.target ? "?target=" + encodeURIComponent(this.target) : "");
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (this.token) headers["Authorization"] = "Bearer " + this.token;
      const response = await fetch(url, { headers, cache: "no-store", credentials: "omit", redirect: "error", signal: attempt.signal });
      if (!response.ok || !response.body) return response.status;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const events = new EventLines((kind, data) => {
        succeeded();
        this.receiver.show("live", null);
        this.receiver.take(kind, JSON.parse(data) as PageDocument);
      });
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return response.status;
        clearTimeout(alarm);
        alarm = window.setTimeout(() => attempt.abort(), SILENCE_MS);
        events.push(value);
      }
    } finally {
      clearTimeout(alarm);
      attempt.abort();
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Cuts a text of server-sent events into events, however it is cut into pieces. */
export class EventLines {
  private rest = "";
  private kind = "message";
  private data: string[] = [];

  constructor(private readonly take: (kind: string, data: string) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop()!;
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === "") {
      if (this.data.length > 0) this.take(this.kind, this.data.join("\n"));
      this.kind = "message";
      this.data = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.kind = value;
    else if (field === "data") this.data.push(value);
  }
}
