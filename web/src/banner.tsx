import type { Finding, Page, Target } from "./document";
import { Advice } from "./advice";
import { duration } from "./format";
import { isLibrary, placeOf, shortPath, visible } from "./names";
import { type Look, lookOf, lookOfSeverity } from "./verdict";

/** What must be seen in the first second: which service, what is wrong, the line, what to do. */
export function Banner({ page, target, isStale }: { page: Page | null; target: Target | null; isStale: boolean }) {
  const diagnosis = page?.selected?.diagnosis ?? null;
  if (!page || !target) return <Plain look={{ tone: "quiet", sign: "…", word: "" }} title={page ? "No target yet" : "Waiting for the first facts"} text={page ? "Nothing that matches runs at this moment; what comes will be watched by itself." : ""} />;
  const look = lookOf(target);
  if (!diagnosis) return <Plain look={look} title={target.state === "refused" ? `${visible(target.name)} is not watched` : `${visible(target.name)}: ${look.word.toLowerCase()}`} text={visible(target.why_not ?? "")} />;
  const findings = diagnosis.findings;
  if (findings.length === 0)
    return (
      <Plain
        look={look}
        title={diagnosis.verdict === "healthy" ? "No stall seen" : "It cannot be told"}
        text={diagnosis.verdict === "healthy" ? healthy(page) : diagnosis.undecided.map(visible).join("; ") || "Too little could be seen."}
      />
    );
  return (
    <section id="verdict" class="verdict" aria-label="Verdict" tabIndex={-1} data-verdict={diagnosis.verdict}>
      {isStale ? <p class="stale-note">Disconnected: this was last known.</p> : null}
      {findings.map((finding, index) => (
        <FindingBlock key={finding.id + finding.subject + index} finding={finding} isFirst={index === 0} page={page} pid={target.pid} />
      ))}
    </section>
  );
}

function healthy(page: Page): string {
  const loops = page.selected?.loops.length ?? 0;
  const pools = page.selected?.pools.length ?? 0;
  return `${loops} ${loops === 1 ? "loop goes" : "loops go"} round, ${pools} ${pools === 1 ? "pool keeps" : "pools keep"} up.`;
}

function Plain({ look, title, text }: { look: Look; title: string; text: string }) {
  return (
    <section id="verdict" class={`verdict plain-verdict tone-${look.tone}`} aria-label="Verdict" tabIndex={-1} data-verdict={look.word.toLowerCase()}>
      <div class="finding">
        <div class="finding-head">
          <span class="sign big" aria-hidden="true">{look.sign}</span>
          <div>
            {look.word ? <p class="kicker">{look.word}</p> : null}
            <h1>{title}</h1>
            {text ? <p class="soft">{text}</p> : null}
          </div>
        </div>
      </div>
    </section>
  );
}

function FindingBlock({ finding, isFirst, page, pid }: { finding: Finding; isFirst: boolean; page: Page; pid: number }) {
  const look = lookOfSeverity(finding.severity);
  const culprit = finding.culprit;
  const advice = page.selected?.advice_pages[finding.id];
  const Title = isFirst ? "h1" : "h2";
  const stop = advice?.stop[0]?.text ?? advice?.stop[0]?.item ?? null;
  return (
    <article class={`finding tone-${look.tone}`} data-finding={finding.id}>
      <div class="finding-head">
        <span class="sign big" aria-hidden="true">{look.sign}</span>
        <div>
          <p class="kicker">
            {look.word} · <span class="id">{visible(finding.id)}</span>
            {finding.cause ? <> · cause: {visible(finding.cause)}</> : null}
            {finding.subject ? <> · {visible(finding.subject)}</> : null}
            {culprit?.task ? <> · task “{visible(culprit.task)}”</> : null}
          </p>
          <Title>{visible(finding.title)}</Title>
          {culprit ? (
            <p class="culprit" title={visible(placeOf(culprit.file, culprit.line))}>
              <span class="arrow" aria-hidden="true">→ </span>
              <b>{visible(culprit.function)}</b> <span class="place">{visible(placeOf(shortPath(culprit.file), culprit.line))}</span>
              {culprit.call ? <span class="call"> ← {visible(culprit.call)}</span> : null}
            </p>
          ) : null}
          {isFirst && stop ? <p class="now"><b>Now:</b> <Inline text={stop} /></p> : null}
        </div>
        {finding.held_seconds !== null ? (
          <p class="held">
            <span class="held-number num">{finding.held_is_lower_bound ? "≥ " : ""}{duration(finding.held_seconds)}</span>
            <span class="soft">held</span>
          </p>
        ) : null}
      </div>
      <details class="finding-more" open={isFirst}>
        <summary>Evidence and remedy</summary>
        <div class="columns">
          <div>
            <h3>Evidence</h3>
            <ul class="evidence">
              {finding.evidence.map((text) => <li key={text}>{visible(text)}</li>)}
            </ul>
            {finding.consequences.length ? (
              <>
                <h3>Meanwhile</h3>
                <ul class="evidence">{finding.consequences.map((text) => <li key={text}>{visible(text)}</li>)}</ul>
              </>
            ) : null}
            {finding.stack.length ? <StackList finding={finding} /> : null}
          </div>
          <Advice finding={finding} page={advice} pid={pid} isLive={page.mode === "live"} />
        </div>
      </details>
    </article>
  );
}

export function Inline({ text }: { text: string }) {
  return <>{visible(text).split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part.replace(/\*\*?([^*]+)\*\*?/g, "$1")))}</>;
}

function StackList({ finding }: { finding: Finding }) {
  const culprit = finding.culprit;
  const isCulprit = (frame: { function: string; file: string; line: number }) =>
    culprit !== null && culprit.function === frame.function && culprit.file === frame.file && culprit.line === frame.line;
  return (
    <>
      <h3>Stack, innermost first</h3>
      <ol class="stack" tabIndex={0} aria-label="Stack, innermost first">
        {finding.stack.slice(0, 40).map((frame, index) => (
          <li key={index} class={isCulprit(frame) ? "is-culprit" : isLibrary(frame.file) ? "is-library" : ""} title={visible(placeOf(frame.file, frame.line))}>
            <b>{visible(frame.function)}</b> <span class="place">{visible(placeOf(shortPath(frame.file), frame.line))}</span>
            {isCulprit(frame) ? <span class="mark"> ← {finding.cause === "cpu" ? "computes" : "blocks"} here</span> : null}
          </li>
        ))}
      </ol>
    </>
  );
}
