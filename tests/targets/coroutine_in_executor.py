"""Seed example 1 as printed: an `async def` given to run_in_executor. Workers only make coroutine objects, which nobody awaits.
   Now and then a real call is before them, so that they wait for a moment."""
import asyncio, time, warnings, _truth
from concurrent.futures import ThreadPoolExecutor
async def blocking_io_task(d): await asyncio.sleep(d)      # CULPRIT: a coroutine function
def settle(): time.sleep(0.2)
async def main():
    warnings.simplefilter("ignore")
    loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor(2, thread_name_prefix="report-pool")
    _truth.start("coroutine_in_executor", culprit="blocking_io_task", finding="coroutine-in-executor", pool="report-pool", advice="await")
    while True:
        await asyncio.gather(*(loop.run_in_executor(pool, f, *a) for f, a in [(settle, ())] * 2 + [(blocking_io_task, (1,))] * 4))
        await asyncio.sleep(0.5)
asyncio.run(main())
