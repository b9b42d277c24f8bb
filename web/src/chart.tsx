import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { announce } from "./announce";
import type { Column } from "./document";
import { clock } from "./format";
import { HiddenTable } from "./hidden-table";
import { colours } from "./theme";

export interface Line {
  label: string;
  values: Column;
  /** Which of the page's colours: a name of `colours()` or an index of its series. */
  colour: number | "critical" | "accent" | "warning" | "pool" | "muted";
  format: (value: number | null | undefined) => string;
  isArea?: boolean;
  isStepped?: boolean;
  isDashed?: boolean;
  isRight?: boolean;
}

/** A stretch of time that is shaded, and can be clicked. */
export interface Band {
  from: number;
  to: number;
  number: number;
  isCritical: boolean;
  title: string;
}

interface Props {
  id: string;
  title: string;
  at: number[];
  lines: Line[];
  /** Seconds that are shown, counted back from the last point; 0 for all. */
  span: number;
  height: number;
  least: number;
  rightLeast?: number;
  bands?: Band[];
  open?: (number: number) => void;
}

const SYNC = "unjam";

function colourOf(line: Line): string {
  const all = colours();
  return typeof line.colour === "number" ? all.series[line.colour % all.series.length]! : all[line.colour];
}

export function Chart(props: Props) {
  const { id, title, at, lines, span, height } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const now = useRef(props);
  now.current = props;
  // the time that the keyboard has gone to: new points must not carry the cursor away from it
  const pinned = useRef<number | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const [theme, setTheme] = useState(0);
  const shape = lines.map((line) => `${line.label}|${line.colour}|${line.isRight}`).join("\n");

  useEffect(() => {
    const changed = () => setTheme((value) => value + 1);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    window.addEventListener("unjam-theme", changed);
    dark.addEventListener("change", changed);
    return () => {
      window.removeEventListener("unjam-theme", changed);
      dark.removeEventListener("change", changed);
    };
  }, []);

  useEffect(() => {
    const element = place.current!;
    const made = make(element, now, (found) => setIndex(found));
    plot.current = made;
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== made.width) made.setSize({ width: element.clientWidth, height: now.current.height });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, theme, height]);

  useEffect(() => {
    plot.current?.setData([at, ...lines.map((line) => line.values)] as uPlot.AlignedData, true);
    if (pinned.current !== null) point(plot.current, pinned.current, false);
  }, [at, lines, span, shape, theme]);

  const shown = index !== null && index < at.length ? index : at.length - 1;
  const says = (point: number) => lines.map((line) => `${line.label} ${line.format(line.values[point])}`).join(", ");
  const onKey = (event: KeyboardEvent) => {
    const first = firstShown(at, span);
    const from = index ?? at.length - 1;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, PageUp: from - 10, PageDown: from + 10, Home: first, End: at.length - 1 }[event.key];
    if (event.key === "Enter" && props.open) {
      const band = bandAt(props.bands ?? [], at[shown] ?? 0, 1);
      if (band) props.open(band.number);
      return;
    }
    if (to === undefined || at.length === 0) return;
    event.preventDefault();
    const next = Math.min(at.length - 1, Math.max(first, to));
    pinned.current = at[next]!;
    point(plot.current, at[next]!, true);
    const band = bandAt(props.bands ?? [], at[next]!, 0);
    announce(`${clock(at[next]!)}: ${says(next)}${band ? `. Stall: ${band.title}. Enter opens it` : ""}`);
  };
  const label = useMemo(() => describe(title, at, lines, firstShown(at, span)), [title, at, lines, span]);

  return (
    <div class="chart">
      <div class="legend" aria-hidden="true">
        <span class="legend-title">{title}</span>
        {lines.map((line) => (
          <span key={line.label} class="legend-item">
            <Swatch line={line} theme={theme} />
            {line.label} <b class="num">{line.format(line.values[shown])}</b>
          </span>
        ))}
        {index !== null && at[shown] !== undefined ? <span class="legend-time num">{clock(at[shown]!)}</span> : null}
      </div>
      <div
        class="plot"
        role="figure"
        tabIndex={0}
        aria-label={label}
        aria-details={`${id}-table`}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        onKeyDown={onKey}
        onBlur={() => (pinned.current = null)}
        onMouseMove={() => (pinned.current = null)}
        ref={place}
      />
      <HiddenTable id={`${id}-table`} title={title} at={at} lines={lines} first={firstShown(at, span)} />
    </div>
  );
}

/** Puts the cursor at a time; `publish` takes the other charts along. */
function point(u: uPlot | null, time: number, publish: boolean): void {
  (u?.setCursor as ((where: { left: number; top: number }, fire: boolean, publish: boolean) => void) | undefined)?.call(u, { left: u!.valToPos(time, "x"), top: 10 }, true, publish);
}

function Swatch({ line }: { line: Line; theme: number }) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    element.current!.style.setProperty("--swatch", colourOf(line));
  });
  return <i class={"swatch" + (line.isDashed ? " is-dashed" : "") + (line.isArea ? " is-area" : "")} ref={element} />;
}

export function firstShown(at: number[], span: number): number {
  if (span <= 0 || at.length === 0) return 0;
  const since = at[at.length - 1]! - span;
  return Math.max(0, at.findIndex((time) => time >= since));
}

function describe(title: string, at: number[], lines: Line[], first: number): string {
  if (at.length === 0) return `${title}: nothing yet`;
  const words = lines.map((line) => {
    let most: number | null = null;
    for (let i = first; i < line.values.length; i++) most = Math.max(most ?? 0, line.values[i] ?? 0);
    return `${line.label} at most ${line.format(most)}, last ${line.format(line.values[line.values.length - 1])}`;
  });
  return `${title}, ${clock(at[first]!)} to ${clock(at[at.length - 1]!)}: ${words.join("; ")}. Arrow keys move the cursor.`;
}

export function bandAt(bands: Band[], at: number, slack: number): Band | null {
  const hit = bands.filter((band) => at >= band.from - slack && at <= band.to + slack);
  return hit.sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? null;
}

function make(element: HTMLElement, now: { current: Props }, moved: (index: number | null) => void): uPlot {
  const { lines, height, at } = now.current;
  const c = colours();
  const font = `11px ${c.sans}`;
  const scale = (right: boolean) => (_: uPlot, __: number | null, most: number | null): [number, number] => {
    const least = right ? (now.current.rightLeast ?? 1) : now.current.least;
    return [0, Math.max(least, (most ?? 0) * 1.12)];
  };
  const axis = (scaleName: string, right: boolean): uPlot.Axis => {
    const format = lines.find((line) => !!line.isRight === right)?.format ?? String;
    return {
      scale: scaleName, side: right ? 1 : 3, size: 52, font, stroke: c.muted, gap: 6, space: 34,
      grid: { show: !right, stroke: c.grid, width: 1 }, ticks: { show: false }, values: (_, splits) => splits.map((value) => format(value)),
    };
  };
  const hasRight = lines.some((line) => line.isRight);
  const made = new uPlot(
    {
      width: Math.max(120, element.clientWidth), height, padding: [8, hasRight ? 0 : 12, 0, 0], legend: { show: false },
      cursor: { sync: { key: SYNC, setSeries: false }, y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
      scales: {
        x: {
          time: true,
          range: (_, min, max) => {
            const last = max ?? 1;
            return [now.current.span > 0 ? last - now.current.span : (min ?? 0), last <= (min ?? 0) ? last + 1 : last];
          },
        },
        y: { range: scale(false) },
        r: { range: scale(true) },
      },
      axes: [
        { font, stroke: c.muted, grid: { stroke: c.grid, width: 1 }, ticks: { show: false }, size: 26, gap: 4, space: 72, values: (_, splits, __, ___, step) => splits.map((value) => clock(value, step < 1)) },
        axis("y", false),
        ...(hasRight ? [axis("r", true)] : []),
      ],
      series: [
        {},
        ...lines.map((line): uPlot.Series => {
          const colour = colourOf(line);
          return {
            label: line.label, scale: line.isRight ? "r" : "y", stroke: colour, width: line.isDashed ? 1 : 1.5, points: { show: false }, spanGaps: false,
            ...(line.isArea ? { fill: colour + "3d" } : {}), ...(line.isDashed ? { dash: [4, 4] } : {}),
            ...(line.isStepped ? { paths: uPlot.paths.stepped!({ align: -1 }) } : {}),
          };
        }),
      ],
      hooks: {
        drawClear: [(u) => shade(u, now.current.bands ?? [])],
        setCursor: [(u) => moved(u.cursor.left === undefined || u.cursor.left < 0 ? null : (u.cursor.idx ?? null))],
      },
    },
    [at, ...lines.map((line) => line.values)] as uPlot.AlignedData,
    element,
  );
  made.over.addEventListener("click", () => {
    const { bands, open } = now.current;
    const left = made.cursor.left ?? -1;
    if (!bands || !open || left < 0) return;
    const slack = made.posToVal(6, "x") - made.posToVal(0, "x");
    const band = bandAt(bands, made.posToVal(left, "x"), slack);
    if (band) open(band.number);
  });
  return made;
}

function shade(u: uPlot, bands: Band[]): void {
  const { left, top, width, height } = u.bbox;
  const c = colours();
  for (const band of bands) {
    const from = Math.max(left, u.valToPos(band.from, "x", true));
    const to = Math.min(left + width, u.valToPos(band.to, "x", true));
    if (to < left || from > left + width) continue;
    u.ctx.fillStyle = band.isCritical ? c.shade : c.shadeWarning;
    u.ctx.fillRect(from, top, Math.max(2, to - from), height);
    u.ctx.fillStyle = band.isCritical ? c.critical : c.warning;
    u.ctx.fillRect(from, top, Math.max(2, to - from), 3);
  }
}
