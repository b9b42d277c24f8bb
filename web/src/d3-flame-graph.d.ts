declare module "d3-flame-graph" {
  import type { Selection } from "d3-selection";

  interface FlameNode {
    data: { name: string; value: number };
    value: number;
    highlight?: boolean;
  }

  interface FlameGraph {
    (selection: Selection<HTMLElement, unknown, null, undefined>): void;
    width(pixels: number): this;
    cellHeight(pixels: number): this;
    minFrameSize(pixels: number): this;
    transitionDuration(ms: number): this;
    inverted(inverted: boolean): this;
    sort(sort: boolean): this;
    selfValue(isSelf: boolean): this;
    title(text: string): this;
    getName(name: (node: FlameNode) => string): this;
    setLabelHandler(label: (node: FlameNode) => string): this;
    setColorMapper(colour: (node: FlameNode, original: string) => string): this;
    setDetailsHandler(handler: (text: string | null) => void): this;
    setSearchMatch(match: (node: FlameNode, term: string) => boolean): this;
    search(term: string): void;
    clear(): void;
    resetZoom(): void;
    destroy(): this;
  }

  export default function flamegraph(): FlameGraph;
}

declare module "*.css";
