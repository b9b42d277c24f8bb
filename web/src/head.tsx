import { useEffect, useState } from "preact/hooks";
import type { Page, Target } from "./document";
import { visible } from "./names";
import type { Connection } from "./stream";
import { applyTheme, keptTheme, type Theme } from "./theme";

interface Props {
  page: Page | null;
  target: Target | null;
  connection: Connection | null;
  retryIn: number | null;
  retry: () => void;
}

export function Head({ page, target, connection, retryIn, retry }: Props) {
  return (
    <header class="head">
      <p class="brand">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M3 12h4l2.2-6 3.6 12L15 12h6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
        <span>unjam</span>
      </p>
      <p class="who">
        {target ? (
          <>
            <strong>{visible(target.name)}</strong>
            <span class="num">pid {target.pid}</span>
            {target.runtime ? <span>{runtimeName(target)}</span> : null}
          </>
        ) : null}
      </p>
      <div class="tools">
        {connection ? <Connected connection={connection} retryIn={retryIn} retry={retry} rate={target?.state === "watching" ? target.rate : null} /> : page ? <Made at={page.at} /> : null}
        <ThemeButton />
      </div>
    </header>
  );
}

function runtimeName(target: Target): string {
  const name = target.runtime === "cpython" ? "CPython" : target.runtime === "dotnet" ? ".NET" : visible(target.runtime ?? "");
  return `${name} ${visible(target.runtime_version ?? "")}`;
}

function Made({ at }: { at: number }) {
  const date = new Date(at * 1000);
  return (
    <p class="state">
      Recorded <time dateTime={date.toISOString()}>{date.toLocaleString()}</time>
    </p>
  );
}

function Connected({ connection, retryIn, retry, rate }: { connection: Connection; retryIn: number | null; retry: () => void; rate: number | null }) {
  if (connection === "live")
    return (
      <p class="state is-live">
        <span class="dot" aria-hidden="true" />
        Live{rate ? <span class="num soft"> · {rate >= 10 ? Math.round(rate) : rate.toFixed(1)} looks/s</span> : null}
      </p>
    );
  if (connection === "disconnected")
    return (
      <p class="state is-lost" data-connection="disconnected">
        <span aria-hidden="true">⚠ </span>Disconnected
        <span class="soft">{retryIn !== null ? ` · next try within ${Math.max(1, Math.ceil(retryIn))} s` : ""}</span>
        <button type="button" class="plain" onClick={retry}>Reconnect now</button>
      </p>
    );
  return <p class="state">{connection === "denied" ? "No access" : "Connecting …"}</p>;
}

const order: Theme[] = ["auto", "light", "dark"];
const signs: Record<Theme, string> = { auto: "◐", light: "☀", dark: "☾" };

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(keptTheme);
  useEffect(() => {
    applyTheme(theme);
    window.dispatchEvent(new Event("unjam-theme"));
  }, [theme]);
  return (
    <button type="button" class="icon" aria-label={`Theme: ${theme}. Change it.`} title={`Theme: ${theme}`} onClick={() => setTheme(order[(order.indexOf(theme) + 1) % order.length]!)}>
      <span aria-hidden="true">{signs[theme]}</span>
    </button>
  );
}
