"""Control: a loop that is half busy with short callbacks, and a pool that is half busy and whose queue is empty at once. Nothing to find."""
import asyncio, time, _truth
from concurrent.futures import ThreadPoolExecutor
def render():
    end = time.monotonic() + 0.004
    while time.monotonic() < end: pass
def query(): time.sleep(0.02)
async def request(pool):
    render(); await asyncio.get_running_loop().run_in_executor(pool, query)
async def main():
    pool = ThreadPoolExecutor(8, thread_name_prefix="db")
    _truth.start("busy_and_well", finding=None, pool="db", max_workers=8)
    while True:
        asyncio.create_task(request(pool)); await asyncio.sleep(0.006)
asyncio.run(main())
