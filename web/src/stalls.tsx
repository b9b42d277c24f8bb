import { useEffect, useRef, useState } from "preact/hooks";
import type { Stall } from "./document";
import { clock, duration } from "./format";
import { frameWords, visible } from "./names";
import { Panel } from "./panel";
import { lookOfSeverity } from "./verdict";

const FEW = 15;

export function Stalls({ stalls, open, setOpen }: { stalls: Stall[]; open: number | null; setOpen: (number: number | null) => void }) {
  const [all, setAll] = useState(false);
  const opened = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open !== null) opened.current?.focus({ preventScroll: true });
  }, [open]);
  const isBeyond = open !== null && stalls.findIndex((stall) => stall.number === open) >= FEW;
  const shown = all || isBeyond ? stalls : stalls.slice(0, FEW);
  return (
    <Panel id="stalls" title="Stalls" note={stalls.length ? "newest first" : undefined}>
      {stalls.length === 0 ? <p class="soft">None was seen.</p> : null}
      <ol class="stalls">
        {shown.map((stall) => {
          const look = lookOfSeverity(stall.severity);
          const culprit = stall.culprit ? frameWords(stall.culprit) : null;
          const isOpen = stall.number === open;
          return (
            <li key={stall.number} id={`stall-${stall.number}`} class={isOpen ? "is-open" : ""}>
              <button type="button" aria-expanded={isOpen} ref={isOpen ? opened : null} onClick={() => setOpen(isOpen ? null : stall.number)}>
                <span class={`sign tone-${look.tone}`} aria-hidden="true">{look.sign}</span>
                <span class="hidden">{look.word}: </span>
                <time class="num" dateTime={new Date(stall.began * 1000).toISOString()}>{clock(stall.began)}</time>
                <span class="num length">{stall.over ? duration(stall.duration_seconds) : `≥ ${duration(stall.duration_seconds)}`}</span>
                <span class="stall-says">
                  {visible(stall.title)}
                  {culprit ? <span class="stall-culprit"><b>{culprit.name}</b> <span class="place">{culprit.place}</span></span> : null}
                </span>
                <span class="soft">{stall.over ? "over" : "goes on"}</span>
              </button>
              {isOpen ? (
                <div class="stall-more">
                  <p class="soft">{visible(stall.id)}{stall.cause ? ` · cause: ${visible(stall.cause)}` : ""}</p>
                  <Frames frames={stall.stack} />
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
      {stalls.length > FEW && !isBeyond ? (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${stalls.length} stalls`}
        </button>
      ) : null}
    </Panel>
  );
}

/** Frames of the form `function file:line`, innermost first. */
export function Frames({ frames }: { frames: string[] }) {
  if (frames.length === 0) return <p class="soft">No stack was read.</p>;
  return (
    <ol class="stack" tabIndex={0} aria-label="Stack, innermost first">
      {frames.slice(0, 60).map((frame, index) => {
        const words = frameWords(frame);
        return (
          <li key={index} class={words.isLibrary ? "is-library" : ""} title={visible(frame)}>
            <b>{words.name}</b> <span class="place">{words.place}</span>
          </li>
        );
      })}
    </ol>
  );
}
