import type { Page, Target } from "./document";
import { count, duration, megabytes, percent, plural } from "./format";
import { visible } from "./names";

export function Footer({ page, target }: { page: Page; target: Target | null }) {
  const quality = page.selected?.diagnosis?.quality;
  return (
    <footer class="foot">
      <h2 class="hidden">How good this is, and what it costs</h2>
      <dl>
        {quality ? (
          <div>
            <dt>Looks</dt>
            <dd class="num">
              {count(quality.looks)} · ok {count(quality.ok)} · degraded {count(quality.degraded)} · failed {count(quality.failed)}
              {quality.watched_seconds ? ` · watched ${duration(quality.watched_seconds)}` : ""}
            </dd>
          </div>
        ) : null}
        {target?.runtime !== "dotnet" ? (
          <div>
            <dt>Target</dt>
            <dd>read only, {quality && quality.paused_seconds > 0 ? `paused ${duration(quality.paused_seconds)}` : "never paused"}</dd>
          </div>
        ) : null}
        <div>
          <dt>Unjam itself</dt>
          <dd class="num">
            {percent(page.own.cpu_share)} of a core · {megabytes(page.own.resident_bytes)} · CPU {duration(page.own.cpu_seconds)}
            {page.own.slowed_down ? " · slowed down by its CPU limit" : ""}
          </dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd class="num">unjam {visible(page.version)}</dd>
        </div>
      </dl>
      {quality?.gaps.length ? (
        <details>
          <summary>{plural(quality.gaps.length, "kind of gap", "kinds of gaps")} in the looks</summary>
          <ul>{quality.gaps.map((gap) => <li key={gap}>{visible(gap)}</li>)}</ul>
        </details>
      ) : null}
      {page.left.length ? (
        <details open={page.left.length < 3}>
          <summary>Left out</summary>
          <ul>{page.left.map((text) => <li key={text}>{visible(text)}</li>)}</ul>
        </details>
      ) : null}
    </footer>
  );
}
