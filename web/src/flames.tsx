import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import flamegraph from "d3-flame-graph";
import { select } from "d3-selection";
import type { Selected, Tree } from "./document";
import { duration, percent } from "./format";
import { frameWords, visible } from "./names";
import { Choices, Panel } from "./panel";
import { colours } from "./theme";

type Kind = "loop_block" | "pool_wait";
const REFRESH_MS = 5_000;
const tabs: { value: Kind; label: string }[] = [
  { value: "loop_block", label: "Loop blocks" },
  { value: "pool_wait", label: "Pool waits" },
];

/** Where waiting comes from: seconds that loops were held, or that work waited, by the stack that ran meanwhile. */
export function Flames({ flames }: { flames: Selected["flames"] }) {
  const [picked, setPicked] = useState<Kind | null>(null);
  const [term, setTerm] = useState("");
  const kind = picked ?? (flames.loop_block.value > 0 || flames.pool_wait.value === 0 ? "loop_block" : "pool_wait");
  const tree = useCalm(flames[kind], kind);
  const lines = useMemo(() => heaviest(tree), [tree]);
  return (
    <Panel id="flames" title="Waiting time" note="width is time waited, not CPU" tools={<Choices name="What waited" choices={tabs} value={kind} choose={setPicked} />}>
      {tree.value > 0 ? (
        <>
          <div class="flame-tools">
            <label>
              <span class="hidden">Search frames</span>
              <input type="search" placeholder="Search frames" value={term} onInput={(event) => setTerm(event.currentTarget.value)} />
            </label>
            <span class="soft num">{duration(tree.value)} in all</span>
          </div>
          <div class="flame-columns">
            <Graph tree={tree} kind={kind} term={term} />
            <table class="heavy">
              <caption>{kind === "loop_block" ? "Lines that held loops" : "Lines that work waited for"}</caption>
              <thead><tr><th scope="col">Line</th><th scope="col">Waited</th><th scope="col">Share</th></tr></thead>
              <tbody>
                {lines.map((line) => {
                  const words = frameWords(line.name);
                  return (
                    <tr key={line.name}>
                      <th scope="row" title={visible(line.name)}><b>{words.name}</b> <span class="place">{words.place}</span></th>
                      <td class="num">{duration(line.value)}</td>
                      <td class="num">{percent(line.value / tree.value)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      ) : (
        <p class="soft">{kind === "loop_block" ? "No loop was held for a tenth of a second or more." : "No work waited for a worker."}</p>
      )}
    </Panel>
  );
}

/** The newest tree, but no more often than every few seconds: a graph that jumps cannot be read. */
function useCalm(tree: Tree, kind: string): Tree {
  const [shown, setShown] = useState({ tree, kind });
  const last = useRef(Date.now());
  const isOther = shown.kind !== kind || (shown.tree.value === 0 && tree.value > 0);
  useEffect(() => {
    const wait = isOther ? 0 : Math.max(0, last.current + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      setShown({ tree, kind });
    }, wait);
    return () => clearTimeout(timer);
  }, [tree, kind]);
  return isOther ? tree : shown.tree;
}

function Graph({ tree, kind, term }: { tree: Tree; kind: Kind; term: string }) {
  const place = useRef<HTMLDivElement>(null);
  const graph = useRef<ReturnType<typeof flamegraph> | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const width = useRef(0);

  useEffect(() => {
    const element = place.current!;
    const again = () => setTurn((value) => value + 1);
    const resized = new ResizeObserver(() => {
      if (Math.abs(element.clientWidth - width.current) > 1) again();
    });
    resized.observe(element);
    window.addEventListener("unjam-theme", again);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", again);
    return () => {
      resized.disconnect();
      window.removeEventListener("unjam-theme", again);
      dark.removeEventListener("change", again);
    };
  }, []);

  useEffect(() => {
    const element = place.current!;
    width.current = element.clientWidth;
    const c = colours();
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const words = (name: string) => frameWords(name);
    const made = flamegraph()
      .width(Math.max(200, element.clientWidth))
      .cellHeight(20)
      .minFrameSize(2)
      .transitionDuration(isCalm ? 0 : 150)
      .inverted(true)
      .sort(true)
      .title("")
      .getName((node) => words(node.data.name).name)
      .setLabelHandler((node) => `${visible(node.data.name)} · ${duration(node.value)} · ${percent(node.value / tree.value)}`)
      .setColorMapper((node) => (node.highlight ? c.warning : words(node.data.name).isLibrary || words(node.data.name).place === "" ? c.line : kind === "loop_block" ? c.critical : c.pool))
      .setSearchMatch((node, wanted) => node.data.name.toLowerCase().includes(wanted.toLowerCase()))
      .setDetailsHandler(setSays);
    select(element).datum(structuredClone(tree)).call(made as never);
    graph.current = made;
    return () => {
      made.destroy();
      element.replaceChildren();
    };
  }, [tree, kind, turn]);

  useEffect(() => {
    if (term.trim()) graph.current?.search(term.trim());
    else graph.current?.clear();
  }, [term, tree, turn]);

  return (
    <div class="flame">
      <div class="flame-graph" role="img" aria-label={`Flame graph of ${duration(tree.value)} of waiting; the table beside it names the heaviest lines.`} ref={place} />
      <p class="flame-says mono" aria-hidden="true">{says ?? "Click a frame to widen it, the top one to go back."}</p>
    </div>
  );
}

interface Heavy {
  name: string;
  value: number;
}

/** The lines of the program that most waiting ends in: per stack the frame nearest to the leaf that is not a library's. */
export function heaviest(tree: Tree): Heavy[] {
  const sums = new Map<string, number>();
  const walk = (node: Tree, own: string, depth: number) => {
    const mine = depth >= 2 && !frameWords(node.name).isLibrary ? node.name : own;
    const below = node.children.reduce((sum, child) => sum + child.value, 0);
    const rest = node.value - below;
    if (rest > 1e-6 && mine) sums.set(mine, (sums.get(mine) ?? 0) + rest);
    for (const child of node.children) walk(child, mine, depth + 1);
  };
  walk(tree, "", 0);
  return [...sums].map(([name, value]) => ({ name, value })).sort((a, b) => b.value - a.value).slice(0, 8);
}
