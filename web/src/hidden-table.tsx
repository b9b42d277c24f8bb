import type { Line } from "./chart";
import { clock } from "./format";

const ROWS = 12;

/** The numbers of a chart for who does not see it: the highest of each stretch of time. */
export function HiddenTable({ id, title, at, lines, first }: { id: string; title: string; at: number[]; lines: Line[]; first: number }) {
  const step = Math.max(1, Math.ceil((at.length - first) / ROWS));
  const rows: number[] = [];
  for (let from = first; from < at.length; from += step) rows.push(from);
  return (
    <div class="hidden">
      <table id={id}>
        <caption>{title}: the highest of each stretch</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {lines.map((line) => <th scope="col" key={line.label}>{line.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((from) => (
            <tr key={at[from]}>
              <th scope="row">{clock(at[from]!)}</th>
              {lines.map((line) => <td key={line.label}>{line.format(highest(line, from, from + step))}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function highest(line: Line, from: number, to: number): number | null {
  let most: number | null = null;
  for (let i = from; i < Math.min(to, line.values.length); i++) {
    const value = line.values[i];
    if (value !== null && value !== undefined && (most === null || value > most)) most = value;
  }
  return most;
}
