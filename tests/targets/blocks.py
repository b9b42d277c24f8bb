"""BLOCKS (60) blocks of the loop of 3 to 500 ms in random order, short awaits between them, begun by a line on stdin.
   At the end one JSON line tells each block's begin and end on time.monotonic() and its index in the batch of its turn.
   HEARTBEAT=1 adds a timer of 10 ms, so that blocks share their turn with other callbacks. SEED makes it another order."""
import asyncio, json, os, random, sys, time, _gate, _truth
COUNT, chance = int(os.environ.get("BLOCKS", "60")), random.Random(int(os.environ.get("SEED", "1")))
lengths = [0.003 * (0.5 / 0.003) ** (k / (COUNT - 1)) for k in range(COUNT)]; chance.shuffle(lengths)
truth = []

def index_in_turn():
    frame = sys._getframe()
    while frame.f_code.co_name != "_run_once": frame = frame.f_back
    return frame.f_locals.get("i")

def block(seconds):
    index, began = index_in_turn(), time.monotonic()
    time.sleep(seconds)                                # CULPRIT
    truth.append({"began": began, "ended": time.monotonic(), "index": index})

async def heartbeat():
    while True: await asyncio.sleep(0.01)

async def main():
    _truth.start("blocks", culprit="block", blocks=COUNT)
    await _gate.opened()
    beat = asyncio.ensure_future(heartbeat()) if os.environ.get("HEARTBEAT") == "1" else None
    await asyncio.sleep(0.1)
    for seconds in lengths:
        block(seconds); await asyncio.sleep(chance.uniform(0.025, 0.045))
    if beat: beat.cancel()
    await asyncio.sleep(0.1)
    print(json.dumps({"blocks": truth}), flush=True)
    await asyncio.sleep(3600)
asyncio.run(main())
