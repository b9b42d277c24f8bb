"""Control: the process is nice (19) and shares one CPU with three others that spin. Its callbacks look long, and the code is innocent."""
import asyncio, os, time, _truth
cpu = max(os.sched_getaffinity(0))
def small_work():
    for _ in range(20000): pass
def spin():
    _truth.die_with_parent(); os.sched_setaffinity(0, {cpu})
    end = time.monotonic() + _truth.DURATION
    while time.monotonic() < end: pass
    os._exit(0)
for _ in range(3):
    if os.fork() == 0: spin()
async def main():
    _truth.start("starved_by_neighbours", finding="loop-starved-of-cpu", culprit=None, advice="cpu")
    os.sched_setaffinity(0, {cpu}); os.nice(19)
    while True:
        small_work(); await asyncio.sleep(0.001)
asyncio.run(main())
