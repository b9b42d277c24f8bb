import type { Lane, Span } from "./document";
import { visible } from "./names";
import { colours } from "./theme";

/** Height of a lane, in CSS pixels; the names beside the canvas have the same. */
export const ROW = 22;
const BAR = 16;

export function drawLanes(canvas: HTMLCanvasElement, lanes: Lane[], from: number, to: number, chosen: Span | null): void {
  const width = canvas.parentElement!.clientWidth;
  const height = lanes.length * ROW;
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  canvas.style.setProperty("height", `${height}px`);
  const context = canvas.getContext("2d");
  if (!context || width === 0) return;
  const c = colours();
  context.scale(ratio, ratio);
  context.font = `11px ${c.mono}`;
  context.textBaseline = "middle";
  const scale = width / Math.max(1e-9, to - from);
  lanes.forEach((lane, row) => {
    const top = row * ROW;
    context.fillStyle = c.grid;
    context.fillRect(0, top + ROW - 1, width, 1);
    const plain = lane.is_loop ? c.accent : c.pool;
    for (const span of lane.spans) {
      if (span.to < from || span.from > to) continue;
      const left = Math.max(0, (span.from - from) * scale);
      const long = Math.max(1, Math.min(width, (span.to - from) * scale) - left);
      context.globalAlpha = span.block ? 1 : lane.is_loop ? 0.75 : 0.8;
      context.fillStyle = span.block ? c.critical : plain;
      context.fillRect(left, top + (ROW - BAR) / 2, long > 3 ? long - 0.5 : long, BAR);
      context.globalAlpha = 1;
      if (span === chosen) {
        context.strokeStyle = c.text;
        context.lineWidth = 2;
        context.strokeRect(left + 1, top + 2, Math.max(2, long - 2), ROW - 5);
      }
      if (long > 48 && span.label) write(context, visible(span.label), left + 5, top + ROW / 2, long - 8, c.onFill);
    }
  });
}

function write(context: CanvasRenderingContext2D, text: string, left: number, middle: number, room: number, colour: string): void {
  const fits = Math.floor(room / 6.7);
  if (fits < 5) return;
  context.fillStyle = colour;
  context.fillText(text.length > fits ? text.slice(0, fits - 1) + "…" : text, left, middle + 0.5);
}

/** What is drawn at a place: `share` of the width, `top` in pixels. Thin spans are found within three pixels. */
export function spanAt(lanes: Lane[], from: number, to: number, share: number, top: number): { lane: number; span: Span } | null {
  const lane = Math.floor(top / ROW);
  const at = from + share * (to - from);
  const slack = (to - from) * 0.004;
  const hits = lanes[lane]?.spans.filter((span) => at >= span.from - slack && at <= span.to + slack) ?? [];
  const nearest = hits.sort((a, b) => Math.abs((a.from + a.to) / 2 - at) - Math.abs((b.from + b.to) / 2 - at))[0];
  return nearest ? { lane, span: nearest } : null;
}
