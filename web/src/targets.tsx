import { useState } from "preact/hooks";
import type { Target } from "./document";
import { plural } from "./format";
import { visible } from "./names";
import { lookOf, rank } from "./verdict";

const FEW = 12;

export function Targets({ targets, chosen, choose }: { targets: Target[]; chosen: string | null; choose: (key: string) => void }) {
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const sorted = [...targets].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.pid - b.pid);
  const shown = sorted.filter((target) => !wanted || `${target.name} ${target.pid} ${target.worst?.title ?? ""}`.toLowerCase().includes(wanted));
  const bad = targets.filter((target) => rank(target) <= 1).length;
  return (
    <nav class="targets" aria-label="Targets">
      <div class="targets-head">
        <h2>{plural(targets.length, "target")}</h2>
        <span class={bad ? "tone-critical" : "tone-good"}>{bad ? `${bad} with stalls` : "no stalls"}</span>
        {targets.length > FEW ? (
          <label class="filter">
            <span class="hidden">Filter targets</span>
            <input type="search" placeholder="Filter by name, pid, finding" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
          </label>
        ) : null}
      </div>
      <ul tabIndex={targets.length > FEW ? 0 : -1}>
        {shown.map((target) => {
          const look = lookOf(target);
          const title = target.worst?.title ?? target.why_not ?? "";
          return (
            <li key={target.key}>
              <button type="button" class={`target tone-${look.tone}`} aria-current={target.key === chosen ? "true" : undefined} onClick={() => choose(target.key)} title={visible(title)}>
                <span class="sign" aria-hidden="true">{look.sign}</span>
                <span class="target-name">{visible(target.name)}</span>
                <span class="num soft">{target.pid}</span>
                <span class="target-says">{visible(title) || look.word}</span>
                <span class="hidden">{look.word}</span>
              </button>
            </li>
          );
        })}
        {shown.length === 0 ? <li class="soft">No target matches.</li> : null}
      </ul>
    </nav>
  );
}
