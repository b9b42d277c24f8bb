import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { announce } from "./announce";
import type { Lane, Selected, Span } from "./document";
import { clock, duration, percent } from "./format";
import { drawLanes, ROW, spanAt } from "./lanes-canvas";
import { frameWords, visible } from "./names";
import { Choices, Panel } from "./panel";
import { Frames } from "./stalls";

const MOST = 64;
const windows = [
  { value: 10, label: "10 s" },
  { value: 30, label: "30 s" },
  { value: 120, label: "2 min" },
];

interface Spot {
  lane: number;
  span: Span;
}

export function Lanes({ selected, at, isFile }: { selected: Selected; at: number; isFile: boolean }) {
  const lanes = useMemo(() => selected.lanes.slice(0, MOST), [selected.lanes]);
  const [chosen, setChosen] = useState(30);
  const [frozen, setFrozen] = useState<{ spot: Spot; from: number; to: number; lanes: Lane[] } | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [from, to] = useMemo(() => range(selected.lanes, at, isFile, chosen), [selected.lanes, at, isFile, chosen]);
  // what one looks at stands still: otherwise the span moves away under the cursor
  const view = frozen ?? { spot: null, from, to, lanes };

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () => drawLanes(element, view.lanes, view.from, view.to, view.spot?.span ?? null);
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(element.parentElement!);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    window.addEventListener("unjam-theme", draw);
    dark.addEventListener("change", draw);
    return () => {
      resized.disconnect();
      window.removeEventListener("unjam-theme", draw);
      dark.removeEventListener("change", draw);
    };
  }, [view.lanes, view.from, view.to, view.spot]);

  const pick = (spot: Spot | null) => {
    if (!spot) return setFrozen(null);
    setFrozen({ spot, from: view.from, to: view.to, lanes: view.lanes });
    announce(`${visible(view.lanes[spot.lane]!.name)}: ${says(spot.span)}`);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") return pick(null);
    const next = step(view.lanes, view.from, frozen?.spot ?? null, event.key);
    if (!next) return;
    event.preventDefault();
    pick(next);
  };

  if (lanes.length === 0) return null;
  const table = lanes.map((lane) => summary(lane, view.from, view.to));
  const tools = isFile ? null : <Choices name="Time shown in the lanes" choices={windows} value={chosen} choose={(value) => { setChosen(value); setFrozen(null); }} />;
  return (
    <Panel id="lanes" title="Lanes" note="what each loop and worker ran; click, or use the arrow keys, for the stack" tools={tools}>
      <div
        class="lanes"
        role="figure"
        tabIndex={0}
        aria-label={`Lanes of ${lanes.length} threads, ${clock(view.from)} to ${clock(view.to)}. Arrow keys move from span to span, Escape lets go.`}
        aria-details="lanes-table"
        onKeyDown={onKey}
      >
        <ol class="lane-names" aria-hidden="true">
          {view.lanes.map((lane, index) => <li key={lane.of + lane.name + index} class={lane.is_loop ? "is-loop" : ""} title={visible(lane.name)}>{visible(lane.name)}</li>)}
        </ol>
        <div class="lane-field">
          <canvas
            ref={canvas}
            height={view.lanes.length * ROW}
            onClick={(event) => {
              const hit = spanAt(view.lanes, view.from, view.to, event.offsetX / event.currentTarget.clientWidth, event.offsetY);
              pick(hit);
            }}
          />
        </div>
      </div>
      <p class="lane-scale num" aria-hidden="true"><span>{clock(view.from)}</span><span class="lane-key"><i class="key-block" />block <i class="key-loop" />loop <i class="key-work" />worker</span><span>{clock(view.to)}</span></p>
      {selected.lanes.length > MOST ? <p class="soft">{selected.lanes.length - MOST} more threads are not drawn.</p> : null}
      {frozen ? (
        <div class="lane-detail">
          <p>
            <b>{visible(frozen.lanes[frozen.spot.lane]!.name)}</b> · {says(frozen.spot.span)} <button type="button" class="plain" onClick={() => pick(null)}>Let go</button>
          </p>
          <Frames frames={frozen.spot.span.stack} />
        </div>
      ) : null}
      <div class="hidden">
        <table id="lanes-table">
          <caption>What each thread ran lately</caption>
          <thead><tr><th scope="col">Thread</th><th scope="col">Busy</th><th scope="col">Longest</th><th scope="col">Last ran</th></tr></thead>
          <tbody>
            {table.map((row, index) => <tr key={index}><th scope="row">{row.name}</th><td>{row.busy}</td><td>{row.longest}</td><td>{row.last}</td></tr>)}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function says(span: Span): string {
  return `${span.label ? visible(span.label) : "unread"}, ${duration(span.to - span.from)}${span.block ? ", holds the loop" : ""}, from ${clock(span.from)}`;
}

function range(lanes: Lane[], at: number, isFile: boolean, seconds: number): [number, number] {
  if (!isFile) return [at - seconds, at];
  let [first, last] = [Infinity, -Infinity];
  for (const lane of lanes) {
    for (const span of lane.spans) {
      first = Math.min(first, span.from);
      last = Math.max(last, span.to);
    }
  }
  return first < last ? [first, last] : [at - seconds, at];
}

function summary(lane: Lane, from: number, to: number) {
  const seen = lane.spans.filter((span) => span.to > from);
  const busy = seen.reduce((sum, span) => sum + Math.min(to, span.to) - Math.max(from, span.from), 0);
  const longest = seen.reduce((most, span) => Math.max(most, span.to - span.from), 0);
  const last = seen[seen.length - 1];
  return { name: visible(lane.name), busy: percent(Math.min(1, busy / Math.max(1e-9, to - from))), longest: duration(longest), last: last?.label ? frameWords(last.label).name : "–" };
}

function step(lanes: Lane[], from: number, spot: Spot | null, key: string): Spot | null {
  const seen = (lane: number) => lanes[lane]?.spans.filter((span) => span.to > from) ?? [];
  if (key !== "ArrowLeft" && key !== "ArrowRight" && key !== "ArrowUp" && key !== "ArrowDown") return null;
  if (!spot) {
    const lane = lanes.findIndex((_, index) => seen(index).length > 0);
    const spans = lane < 0 ? [] : seen(lane);
    return spans.length ? { lane, span: spans[spans.length - 1]! } : null;
  }
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const spans = seen(spot.lane);
    const index = spans.indexOf(spot.span) + (key === "ArrowRight" ? 1 : -1);
    const span = spans[index];
    return span ? { lane: spot.lane, span } : spot;
  }
  const way = key === "ArrowDown" ? 1 : -1;
  for (let lane = spot.lane + way; lane >= 0 && lane < lanes.length; lane += way) {
    const spans = seen(lane);
    const nearest = [...spans].sort((a, b) => Math.abs(a.from - spot.span.from) - Math.abs(b.from - spot.span.from))[0];
    if (nearest) return { lane, span: nearest };
  }
  return spot;
}
