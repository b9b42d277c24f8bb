"""A loop blocked DEPTH (1500) calls deep: the stack spans several chunks of the interpreter's data stack."""
import asyncio, os, sys, time, _truth
DEPTH = int(os.environ.get("DEPTH", "1500"))
sys.setrecursionlimit(DEPTH + 1000)

def descend(level):
    if level == 0: time.sleep(3600)                    # CULPRIT
    else: descend(level - 1)
async def handler(): descend(DEPTH)
async def main():
    asyncio.get_running_loop().call_later(0.05, lambda: _truth.start("deep", culprit="descend", depth=DEPTH))
    await asyncio.sleep(0.2)
    await asyncio.ensure_future(handler())
asyncio.run(main())
