import { useMemo } from "preact/hooks";
import { type Band, Chart, type Line } from "./chart";
import type { Selected } from "./document";
import { count, duration } from "./format";
import { visible } from "./names";
import { Panel, useSpan } from "./panel";

const MOST_LOOPS = 6;

export function Timeline({ selected, showStall }: { selected: Selected; showStall: (number: number) => void }) {
  const { points, stalls } = selected;
  const [span, chooser] = useSpan(points.at);
  const bands = useMemo<Band[]>(
    () => stalls.map((stall) => ({ from: stall.began, to: Math.max(stall.began + stall.duration_seconds, stall.over ? 0 : (points.at[points.at.length - 1] ?? 0)), number: stall.number, isCritical: stall.severity === "critical", title: visible(stall.title) })),
    [stalls, points],
  );
  const [slow, ready, left] = useMemo(() => linesOf(selected), [selected.points, selected.loops]);
  if (points.at.length === 0 || slow.length === 0) return <Panel id="timeline" title="Event loops"><p class="soft">{selected.loops.length ? "The first seconds are being watched." : "No event loop was seen in this process."}</p></Panel>;
  return (
    <Panel id="timeline" title="Event loops" tools={chooser} note={bands.length ? "Shaded: stalls. Click one, or press Enter on it, to read its entry." : undefined}>
      <Chart id="lag" title="Lag and age of the block" at={points.at} lines={slow} span={span} height={190} least={0.12} bands={bands} open={showStall} />
      <Chart id="ready" title="Ready callbacks" at={points.at} lines={ready} span={span} height={110} least={4} bands={bands} open={showStall} />
      {left > 0 ? <p class="soft">{left} calmer loops are not drawn.</p> : null}
    </Panel>
  );
}

function linesOf({ points, loops }: Selected): [Line[], Line[], number] {
  const names = new Map(loops.map((loop) => [loop.id, visible(loop.name)]));
  const most = (id: string) => Math.max(0, ...points.loops[id]!.lag.map((value) => value ?? 0));
  const ids = Object.keys(points.loops).map((id) => ({ id, most: most(id) })).sort((a, b) => b.most - a.most).map(({ id }) => id);
  const shown = ids.slice(0, MOST_LOOPS);
  const called = (id: string) => names.get(id) ?? "a loop that ended";
  const one = shown.length === 1;
  const slow = shown.flatMap((id, index): Line[] => [
    { label: one ? "blocked for" : `${called(id)} blocked for`, values: points.loops[id]!.blocked, colour: "critical", format: duration, isArea: true },
    { label: one ? "lag" : `${called(id)} lag`, values: points.loops[id]!.lag, colour: index, format: duration },
  ]);
  const ready = shown.map((id, index): Line => ({ label: one ? "ready" : called(id), values: points.loops[id]!.ready, colour: index, format: count, isArea: one }));
  return [slow, ready, ids.length - shown.length];
}
