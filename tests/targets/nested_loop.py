"""nest_asyncio: a coroutine runs the loop it is on again, and what runs inside holds it for 0.6 s at a time. Culprit line: parse()."""
import asyncio, time, nest_asyncio, _truth
nest_asyncio.apply()
def parse(): time.sleep(0.6)                           # CULPRIT
async def inner():
    await asyncio.sleep(0.05); parse()
def synchronous(): return asyncio.get_event_loop().run_until_complete(inner())
async def main():
    _truth.start("nested_loop", culprit="parse")
    while True: synchronous(); await asyncio.sleep(0.3)
asyncio.run(main())
