import type { AdvicePage, Block, Finding } from "./document";
import { visibleLines } from "./names";
import { Inline } from "./banner";

/** What to do: now, in the code, and how to see that it helped. */
export function Advice({ finding, page, pid, isLive }: { finding: Finding; page: AdvicePage | undefined; pid: number; isLive: boolean }) {
  return (
    <div class="advice">
      {page?.stop.length ? (
        <>
          <h3>Stop the bleeding</h3>
          <Blocks blocks={page.stop} />
        </>
      ) : null}
      {finding.advice.length ? <h3>Fix</h3> : null}
      {finding.advice.map((advice, index) => (
        <div key={index} class="fix">
          <p><Inline text={advice.summary} /></p>
          {advice.before !== null || advice.after !== null ? <Diff before={advice.before} after={advice.after} /> : null}
        </div>
      ))}
      {finding.advice.length === 0 && page?.fix.length ? (
        <>
          <h3>Fix</h3>
          <Blocks blocks={page.fix} />
        </>
      ) : null}
      <h3>Verify</h3>
      <pre class="command" tabIndex={0}><code>{`unjam diagnose ${pid} --fail-on ${finding.severity === "info" ? "warning" : finding.severity}`}</code></pre>
      {isLive ? (
        <p><a href={`/explain/${encodeURIComponent(finding.id)}`}>All about {finding.id}</a></p>
      ) : (
        <p class="soft">More: <code>unjam explain {finding.id}</code></p>
      )}
    </div>
  );
}

function Diff({ before, after }: { before: string | null; after: string | null }) {
  const lines = (text: string | null) => (text === null ? [] : visibleLines(text.replace(/\n$/, "")).split("\n"));
  return (
    <pre class="diff" tabIndex={0} aria-label="Change of the code">
      {lines(before).map((line, index) => (
        <del key={"-" + index}><span class="hidden">remove: </span><i aria-hidden="true">− </i>{line}{"\n"}</del>
      ))}
      {lines(after).map((line, index) => (
        <ins key={"+" + index}><span class="hidden">add: </span><i aria-hidden="true">+ </i>{line}{"\n"}</ins>
      ))}
    </pre>
  );
}

function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <ul class="blocks">
      {blocks.map((block, index) => (
        <li key={index} class={block.item !== undefined ? "is-item" : ""}>
          {block.code !== undefined ? <pre class="command" tabIndex={0}><code>{visibleLines(block.code)}</code></pre> : <Inline text={block.item ?? block.text ?? ""} />}
        </li>
      ))}
    </ul>
  );
}
