import type { Column, Lane, LaneOf, Page, PageDocument, Parts, Points, Selected, Span, SpanRow } from "./document";

const MOST_POINTS = 900;
const LANE_SECONDS = 120;
const SAME = 0.002;

const noTree = { name: "all", value: 0, children: [] };

/** Puts a document over what is known: a whole one replaces it, a tick adds to it. Neither argument is changed. */
export function merge(known: Page | null, news: PageDocument): Page {
  const targets = news.targets ?? known?.targets ?? [];
  const before = known?.selected && news.selected && known.selected.key === news.selected.key ? known.selected : null;
  return { ...news, targets, selected: news.selected ? mergeSelected(before, news.selected, news) : null };
}

/** The first document of a stream: nothing of before is kept. */
export function whole(news: PageDocument): Page {
  return merge(null, news);
}

function mergeSelected(known: Selected | null, news: Parts & { key: string }, page: PageDocument): Selected {
  const lanes = mergeLanes(known?.lanes ?? [], news.lanes, news.stacks ?? []);
  return {
    key: news.key,
    diagnosis: news.diagnosis === undefined ? (known?.diagnosis ?? null) : news.diagnosis,
    advice_pages: { ...known?.advice_pages, ...news.advice_pages },
    loops: news.loops ?? known?.loops ?? [],
    pools: news.pools ?? known?.pools ?? [],
    points: mergePoints(known?.points ?? { at: [], loops: {}, pools: {} }, news.points),
    lanes: page.mode === "file" ? lanes : trim(lanes, page.at - LANE_SECONDS),
    flames: news.flames ?? known?.flames ?? { loop_block: noTree, pool_wait: noTree },
    tasks: news.tasks ?? known?.tasks ?? [],
    stalls: news.stalls ?? known?.stalls ?? [],
  };
}

function mergePoints(known: Points, news: Points | undefined): Points {
  if (!news || news.at.length === 0) return known;
  const last = known.at[known.at.length - 1] ?? -Infinity;
  const first = news.at.findIndex((at) => at > last - SAME);
  if (first < 0) return known;
  // the last second is told again when it is over
  const kept = Math.abs(news.at[first]! - last) < SAME ? known.at.length - 1 : known.at.length;
  const at = [...known.at.slice(0, kept), ...news.at.slice(first)];
  const drop = Math.max(0, at.length - MOST_POINTS);
  const rows = <T extends Record<string, Column>>(old: Record<string, T>, fresh: Record<string, T>, names: (keyof T & string)[]) => {
    const all: Record<string, T> = {};
    for (const id of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      const row: Record<string, Column> = {};
      for (const name of names) {
        row[name] = [
          ...(old[id]?.[name]?.slice(0, kept) ?? absent(kept)),
          ...(fresh[id]?.[name]?.slice(first) ?? absent(news.at.length - first)),
        ].slice(drop);
      }
      if (names.some((name) => row[name]!.some((value) => value !== null))) all[id] = row as T;
    }
    return all;
  };
  return {
    at: at.slice(drop),
    loops: rows(known.loops, news.loops, ["lag", "blocked", "ready"]),
    pools: rows(known.pools, news.pools, ["busy", "limit", "queued", "oldest"]),
  };
}

function absent(length: number): Column {
  return new Array<null>(length).fill(null);
}

function mergeLanes(known: Lane[], news: LaneOf<SpanRow>[] | undefined, stacks: string[][]): Lane[] {
  if (!news) return known;
  const before = new Map(known.map((lane) => [lane.of + "\n" + lane.name, lane]));
  return news.map((lane) => {
    const fresh: Span[] = lane.spans.map((span) => ({ ...span, stack: stacks[span.stack] ?? [] }));
    const from = new Set(fresh.map((span) => span.from));
    const kept = before.get(lane.of + "\n" + lane.name)?.spans.filter((span) => !from.has(span.from)) ?? [];
    return { ...lane, spans: [...kept, ...fresh].sort((a, b) => a.from - b.from) };
  });
}

function trim(lanes: Lane[], since: number): Lane[] {
  return lanes.map((lane) => ({ ...lane, spans: lane.spans.filter((span) => span.to >= since) }));
}
