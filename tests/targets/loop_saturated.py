"""Fifty tasks that each compute for half a millisecond or so and go round at once: the loop is busy all the time, and no callback is long."""
import asyncio, _truth
def tick():
    for _ in range(15000): pass                      # CULPRIT: too much of it, not too long
async def feed():
    while True:
        tick(); await asyncio.sleep(0)
async def main():
    _truth.start("loop_saturated", culprit="tick", finding="loop-saturated", advice="more_processes")
    await asyncio.gather(*(feed() for _ in range(50)))
asyncio.run(main())
