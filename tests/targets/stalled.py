"""A loop that is blocked for good, in the last of three calls. A JSON line tells when it began, on time.monotonic(). LOOP=uvloop takes
   that loop; POOL=1 adds a pool of four that is just as stuck, with eight items waiting."""
import asyncio, json, os, time, _truth
from concurrent.futures import ThreadPoolExecutor
if os.environ.get("LOOP") == "uvloop": import uvloop; uvloop.install()

def innermost():
    print(json.dumps({"began": time.monotonic()}), flush=True)
    time.sleep(3600)                                   # CULPRIT
def middle(): innermost()
async def handler(): middle()
def stuck(): time.sleep(3600)
async def main():
    loop = asyncio.get_running_loop()
    if os.environ.get("POOL") == "1":
        pool = ThreadPoolExecutor(4, thread_name_prefix="stuck")
        for _ in range(12): loop.run_in_executor(pool, stuck)
    _truth.start("stalled", culprit="innermost")
    await asyncio.sleep(0.1)
    await asyncio.ensure_future(handler())
asyncio.run(main())
