"""BLOCKS (60) blocks of the loop of 3 to 500 ms in random order, short awaits between them, begun by a line on stdin.
   At the end one JSON line tells of each block when it began and ended, when the poll before it returned and the one after it began (on a
   busy machine the loop is kept waiting between these), on time.monotonic(), and its index in the batch of its turn; and of the other
   turns those that took longer than a millisecond, which a busy machine makes of turns that do nothing.
   HEARTBEAT=1 adds a timer of 10 ms, so that blocks share their turn with other callbacks. SEED makes it another order."""
import asyncio, json, os, random, sys, time, _gate, _truth
COUNT, chance = int(os.environ.get("BLOCKS", "60")), random.Random(int(os.environ.get("SEED", "1")))
lengths = [0.003 * (0.5 / 0.003) ** (k / (COUNT - 1)) for k in range(COUNT)]; chance.shuffle(lengths)
truth, polls = [], []

def index_in_turn():
    frame = sys._getframe()
    while frame.f_code.co_name != "_run_once": frame = frame.f_back
    return frame.f_locals.get("i")

def block(seconds):
    index, began = index_in_turn(), time.monotonic()
    time.sleep(seconds)                                # CULPRIT
    truth.append({"woke": polls[-1][1], "began": began, "ended": time.monotonic(), "turn": len(polls), "index": index})

async def heartbeat():
    while True: await asyncio.sleep(0.01)

def log_polls(selector):
    select = selector.select
    def logged(timeout=None):
        began = time.monotonic(); events = select(timeout); polls.append((began, time.monotonic()))
        return events
    selector.select = logged

async def main():
    log_polls(asyncio.get_running_loop()._selector)
    _truth.start("blocks", culprit="block", blocks=COUNT)
    await _gate.opened()
    beat = asyncio.ensure_future(heartbeat()) if os.environ.get("HEARTBEAT") == "1" else None
    await asyncio.sleep(0.1)
    for seconds in lengths:
        block(seconds); await asyncio.sleep(chance.uniform(0.025, 0.045))
    if beat: beat.cancel()
    await asyncio.sleep(0.1)
    for each in truth: each["polled"] = polls[each.pop("turn")][0]
    spans = [(a[1], b[0]) for a, b in zip(polls, polls[1:]) if b[0] - a[1] > 0.001]
    others = [span for span in spans if not any(span[0] <= each["began"] < span[1] for each in truth)]
    print(json.dumps({"blocks": truth, "others": others}), flush=True)
    await asyncio.sleep(3600)
asyncio.run(main())
