import { useMemo, useState } from "preact/hooks";
import { Chart, type Line } from "./chart";
import type { Pool, PoolSummary, Selected } from "./document";
import { count, duration } from "./format";
import { placeOf, shortPath, visible } from "./names";
import { Panel, useSpan } from "./panel";

const FEW = 6;

export function Pools({ selected }: { selected: Selected }) {
  const [all, setAll] = useState(false);
  const [span, chooser] = useSpan(selected.points.at);
  const sorted = [...selected.pools].sort((a, b) => pressure(b) - pressure(a));
  const shown = all ? sorted.slice(0, 40) : sorted.slice(0, FEW);
  const summaries = new Map(selected.diagnosis?.pools.map((pool) => [pool.name, pool]));
  return (
    <Panel id="pools" title="Pools" tools={shown.length ? chooser : null}>
      {shown.length === 0 ? <p class="soft">No thread pool or limiter was seen in this process.</p> : null}
      <div class="pools">
        {shown.map((pool) => <PoolCard key={pool.id} pool={pool} selected={selected} summary={summaries.get(pool.name)} span={span} />)}
      </div>
      {sorted.length > FEW ? (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${sorted.length} pools`}
        </button>
      ) : null}
    </Panel>
  );
}

function pressure(pool: Pool): number {
  return pool.oldest_wait_seconds * 1000 + pool.queued * 10 + (pool.limit ? taken(pool) / pool.limit : 0);
}

function taken(pool: Pool): number {
  return pool.borrowed ?? pool.busy;
}

function PoolCard({ pool, selected, summary, span }: { pool: Pool; selected: Selected; summary: PoolSummary | undefined; span: number }) {
  const { points } = selected;
  const isFull = pool.limit !== null && pool.limit > 0 && taken(pool) >= pool.limit;
  const columns = points.pools[pool.id];
  const lines = useMemo<Line[]>(
    () =>
      columns
        ? [
            { label: "waiting", values: columns.queued, colour: "warning", format: count, isArea: true, isStepped: true },
            { label: pool.borrowed === null ? "busy" : "taken", values: columns.busy, colour: "pool", format: count, isStepped: true },
            { label: "limit", values: columns.limit, colour: "muted", format: count, isDashed: true, isStepped: true },
            { label: "oldest wait", values: columns.oldest, colour: "critical", format: duration, isRight: true },
          ]
        : [],
    [columns, pool.borrowed],
  );
  return (
    <article class={"pool" + (isFull && pool.queued > 0 ? " is-full" : "")} aria-label={`Pool ${visible(pool.name)}`}>
      <div class="pool-head">
        <h3>{visible(pool.name)}</h3>
        <span class="soft">{visible(pool.kind)}</span>
        {isFull && pool.queued > 0 ? <span class="flag tone-critical"><span aria-hidden="true">▲ </span>exhausted</span> : null}
      </div>
      <dl class="numbers">
        <Number name={pool.borrowed === null ? "busy" : "tokens taken"} value={`${count(taken(pool))}/${pool.limit === null ? "∞" : count(pool.limit)}`} />
        <Number name="waiting" value={count(pool.queued)} isBad={pool.queued > 0 && isFull} />
        <Number name="oldest waits" value={pool.queued > 0 ? duration(pool.oldest_wait_seconds) : "–"} isBad={pool.oldest_wait_seconds >= 1 && pool.queued > 0} />
        <Number name="run time each" value={duration(summary?.service_seconds_mean)} />
        <Number name="done a second" value={summary?.throughput_per_second == null ? "–" : summary.throughput_per_second.toFixed(1)} />
      </dl>
      {lines.length && points.at.length > 1 ? (
        <Chart id={`pool-${pool.id}`} title="Occupancy" at={points.at} lines={lines} span={span} height={130} least={Math.max(4, pool.limit !== null && pool.limit < 100 ? pool.limit : 0)} rightLeast={1} />
      ) : null}
      {summary?.doing.length ? (
        <ul class="doing">
          {summary.doing.slice(0, 4).map((doing, index) => (
            <li key={index} title={visible(placeOf(doing.file, doing.line))}>
              <b class="num">{doing.count}×</b> {doing.call ? <>{visible(doing.call)} in </> : null}
              <b>{visible(doing.function)}</b> <span class="place">{visible(placeOf(shortPath(doing.file), doing.line))}</span>
              {doing.longest_seconds !== null ? <span class="soft"> · longest {duration(doing.longest_seconds)}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}

function Number({ name, value, isBad }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div class={isBad ? "is-bad" : ""}>
      <dt>{name}</dt>
      <dd class="num">{value}</dd>
    </div>
  );
}
