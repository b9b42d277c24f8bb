import { useEffect, useRef, useState } from "preact/hooks";
import { announce, announceIn } from "./announce";
import type { Page, PageDocument, Target } from "./document";
import { Banner } from "./banner";
import { Door } from "./door";
import { Flames } from "./flames";
import { Footer } from "./footer";
import { Head } from "./head";
import { Lanes } from "./lanes";
import { merge, whole } from "./merge";
import { Pools } from "./pools";
import { Stalls } from "./stalls";
import { type Connection, Stream } from "./stream";
import { Targets } from "./targets";
import { Tasks } from "./tasks";
import { Timeline } from "./timeline";
import { chosenTarget, keepToken, showTarget, takeToken } from "./token";
import { visible } from "./names";
import { lookOf, rank } from "./verdict";

export function App({ enclosed }: { enclosed: PageDocument | null }) {
  // an object, so that the same token given again is tried again
  const [given, setGiven] = useState(() => ({ token: enclosed ? null : takeToken() }));
  const [chosen, choose] = useState<string | null>(() => (enclosed ? null : chosenTarget()));
  const [page, setPage] = useState<Page | null>(() => (enclosed ? whole(enclosed) : null));
  const [connection, setConnection] = useState<Connection>("connecting");
  const [retryIn, setRetryIn] = useState<number | null>(null);
  const [openStall, setOpenStall] = useState<number | null>(null);
  const stream = useRef<Stream | null>(null);

  useEffect(() => {
    if (enclosed) return;
    const current = new Stream(given.token, chosen, {
      take: (kind, news) => setPage((known) => (kind === "tick" ? merge(known, news) : whole(news))),
      show: (state, seconds) => {
        setConnection(state);
        setRetryIn(seconds);
      },
    });
    stream.current = current;
    current.start();
    return () => current.stop();
  }, [given, chosen, enclosed]);

  // nobody chose: the worst is what an engineer on call came for; a target that is gone for good is replaced by its successor
  useEffect(() => {
    if (enclosed || !page || page.targets.length === 0) return;
    if (chosen !== null && page.targets.some((target) => target.key === chosen)) return;
    const worst = [...page.targets].sort((a, b) => rank(a) - rank(b))[0];
    if (worst && worst.key !== chosen) choose(worst.key);
  }, [page, chosen, enclosed]);

  const target = page?.targets.find((each) => each.key === (page.selected?.key ?? chosen)) ?? null;
  useTitle(target);
  useEffect(() => announce(connection === "disconnected" ? "Disconnected from Unjam. What is shown is no longer current." : connection === "live" ? "Connected." : ""), [connection]);

  const worst = target?.worst?.title;
  useEffect(() => {
    if (target) announce(`${visible(target.name)}: ${worst ? visible(worst) : lookOf(target).word}`);
  }, [target?.key, worst, target?.verdict]);

  const showStall = (number: number) => {
    setOpenStall(number);
    requestAnimationFrame(() => document.getElementById(`stall-${number}`)?.scrollIntoView({ block: "center" }));
  };

  const selected = page?.selected ?? null;
  return (
    <>
      <a class="skip" href="#verdict">Skip to the verdict</a>
      <Head page={page} target={target} connection={enclosed ? null : connection} retryIn={retryIn} retry={() => stream.current?.retry()} />
      <main id="main">
        {connection === "denied" && !enclosed ? (
          <Door
            enter={(text) => {
              keepToken(text);
              setGiven({ token: text });
              setConnection("connecting"); // nothing is said of it before it was tried
            }}
            wasGiven={given.token !== null}
          />
        ) : (
          <>
            {page && page.targets.length > 1 ? (
              <Targets
                targets={page.targets}
                chosen={page.selected?.key ?? chosen}
                choose={(key) => {
                  showTarget(key);
                  choose(key);
                }}
              />
            ) : null}
            <Banner page={page} target={target} isStale={connection === "disconnected" && !enclosed} />
            {page && selected ? (
              <div class={"panels" + (connection === "disconnected" && !enclosed ? " is-stale" : "")}>
                <Timeline key={"t" + selected.key} selected={selected} showStall={showStall} />
                <Pools key={"p" + selected.key} selected={selected} />
                <Lanes key={"l" + selected.key} selected={selected} at={page.at} isFile={page.mode === "file"} />
                <Flames key={"f" + selected.key} flames={selected.flames} />
                <Stalls stalls={selected.stalls} open={openStall} setOpen={setOpenStall} />
                <Tasks tasks={selected.tasks} loops={selected.loops} />
              </div>
            ) : null}
          </>
        )}
      </main>
      {page ? <Footer page={page} target={target} /> : null}
      <div class="hidden" role="status" aria-live="polite" ref={announceIn} />
    </>
  );
}

function useTitle(target: Target | null): void {
  const title = target
    ? `${target.verdict === "findings" ? "✖ " : target.verdict === "healthy" ? "✔ " : ""}${target.name} · Unjam`
    : "Unjam";
  useEffect(() => {
    document.title = title;
  }, [title]);
}
