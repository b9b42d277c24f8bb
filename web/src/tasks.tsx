import { useMemo, useState } from "preact/hooks";
import type { Loop, Task } from "./document";
import { count, duration } from "./format";
import { frameWords, visible } from "./names";
import { Panel } from "./panel";
import { Frames } from "./stalls";

const FEW = 20;
const DEEPEST = 12;

interface Row {
  task: Task;
  depth: number;
}

export function Tasks({ tasks, loops }: { tasks: Task[]; loops: Loop[] }) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(() => forest(tasks), [tasks]);
  const names = new Map(loops.map((loop) => [loop.id, visible(loop.name)]));
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const total = loops.reduce((sum, loop) => sum + (loop.tasks ?? 0), 0);
  const shown = all ? rows : rows.slice(0, FEW);
  return (
    <Panel id="tasks" title="Tasks" note={rows.length ? `${count(Math.max(total, rows.length))} not done · what a task waits for stands below it` : undefined}>
      {rows.length === 0 ? <p class="soft">No tasks were read.</p> : null}
      <ul class="tasks">
        {shown.map(({ task, depth }) => {
          const leaf = task.awaits[0] ? frameWords(task.awaits[0]) : null;
          const waits = task.awaits_id ? byId.get(task.awaits_id) : undefined;
          const isOpen = open === task.id;
          return (
            <li key={task.id} class={`depth-${depth}` + (isOpen ? " is-open" : "")}>
              <button type="button" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : task.id)}>
                <span class="branch" aria-hidden="true">{depth > 0 ? "└" : ""}</span>
                <span class={"sign " + (task.running ? "tone-warning" : "soft")} aria-hidden="true">{task.running ? "▶" : "○"}</span>
                <b class="task-name">{visible(task.name)}</b>
                <span class="task-says">
                  {task.running ? "runs" : waits ? <>awaits <b>{visible(waits.name)}</b></> : task.awaits_on ? `awaits ${visible(task.awaits_on)}` : "suspended"}
                  {leaf ? <> in <b>{leaf.name}</b> <span class="place">{leaf.place}</span></> : null}
                </span>
                <span class="num soft">{task.seen_seconds > 0 ? `≥ ${duration(task.seen_seconds)}` : ""}</span>
              </button>
              {isOpen ? (
                <div class="stall-more">
                  <p class="soft">
                    {task.loop && names.has(task.loop) ? `on ${names.get(task.loop)}` : ""}
                    {task.awaited_by?.length ? ` · awaited by ${task.awaited_by.map((id) => visible(byId.get(id)?.name ?? id)).join(", ")}` : ""}
                  </p>
                  <Frames frames={task.awaits} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
      {rows.length > FEW ? (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${rows.length} tasks`}
        </button>
      ) : null}
    </Panel>
  );
}

/** Tasks in the order of a tree: below each the one it waits for. A task that several wait for stands below the first of them; circles are cut. */
export function forest(tasks: Task[]): Row[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const below = new Map<string, Task[]>();
  const isBelow = new Set<string>();
  const link = (above: string, task: Task) => {
    if (isBelow.has(task.id) || above === task.id || !byId.has(above)) return;
    isBelow.add(task.id);
    below.set(above, [...(below.get(above) ?? []), task]);
  };
  for (const task of tasks) {
    for (const above of task.awaited_by ?? []) link(above, task);
    const awaited = task.awaits_id ? byId.get(task.awaits_id) : undefined;
    if (awaited) link(task.id, awaited);
  }
  const rows: Row[] = [];
  const seen = new Set<string>();
  const walk = (first: Task) => {
    const stack: Row[] = [{ task: first, depth: 0 }];
    for (let row = stack.pop(); row; row = stack.pop()) {
      if (seen.has(row.task.id)) continue;
      seen.add(row.task.id);
      rows.push(row);
      const depth = Math.min(DEEPEST, row.depth + 1);
      for (const task of [...(below.get(row.task.id) ?? [])].reverse()) stack.push({ task, depth });
    }
  };
  for (const task of tasks) if (!isBelow.has(task.id)) walk(task);
  for (const task of tasks) walk(task); // what is left stands in a circle
  return rows;
}
