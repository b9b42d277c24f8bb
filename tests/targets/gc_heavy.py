"""A million containers live, and the collector looks at them all, several times a second, on the loop's thread."""
import asyncio, gc, _truth
keep = [[] for _ in range(1000000)]
async def housekeeping():
    while True:
        gc.collect(); await asyncio.sleep(0.2)
async def main():
    _truth.start("gc_heavy", finding="gc-pause", alive=len(keep), advice="freeze")
    await housekeeping()
asyncio.run(main())
