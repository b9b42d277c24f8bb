import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";

interface Props {
  id: string;
  title: string;
  tools?: VNode | null | undefined;
  note?: string | undefined;
  children: ComponentChildren;
}

export function Panel({ id, title, tools, note, children }: Props) {
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-title`}>
      <div class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {note ? <p class="soft note">{note}</p> : null}
        {tools ?? null}
      </div>
      {children}
    </section>
  );
}

export interface Choice<T> {
  value: T;
  label: string;
}

/** A few choices side by side, of which one holds. */
export function Choices<T extends string | number>({ name, choices, value, choose }: { name: string; choices: Choice<T>[]; value: T; choose: (value: T) => void }) {
  return (
    <div class="choices" role="group" aria-label={name}>
      {choices.map((choice) => (
        <button key={choice.value} type="button" aria-pressed={choice.value === value} onClick={() => choose(choice.value)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}

const spans: Choice<number>[] = [
  { value: 60, label: "1 min" },
  { value: 300, label: "5 min" },
  { value: 900, label: "15 min" },
];

/** How much of the past is shown; no choice where there is only a little. */
export function useSpan(at: number[]): [number, VNode | null] {
  const [span, setSpan] = useState(300);
  const known = at.length ? at[at.length - 1]! - at[0]! : 0;
  if (known < 60) return [0, null];
  return [span, <Choices name="Time shown" choices={spans} value={span} choose={setSpan} />];
}
