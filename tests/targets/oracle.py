"""A loop that now and then blocks for some milliseconds, and two pools with work of random length, sometimes more than they can take.
   With TRUTH=1 the oracle tells what is going on; SEED makes it another run."""
import asyncio, gc, os, random, time, _truth
from concurrent.futures import ThreadPoolExecutor
gc.freeze()                                          # the oracle looks for pools among the objects of the collector: only what comes now is to be among them
chance = random.Random(int(os.environ.get("SEED", "1")))
pools = [ThreadPoolExecutor(4, thread_name_prefix="small"), ThreadPoolExecutor(8, thread_name_prefix="large")]

def job(seconds): time.sleep(seconds)

async def feed(pool):
    while True:
        for _ in range(chance.choice((1, 2, 12))): pool.submit(job, chance.uniform(0.01, 0.06))
        await asyncio.sleep(chance.uniform(0.03, 0.15))

async def main():
    feeds = [asyncio.ensure_future(feed(pool)) for pool in pools]
    for pool in pools:
        for _ in range(pool._max_workers): pool.submit(job, 0.05)
    _truth.start("oracle", loops=1, pools={"small": 4, "large": 8})
    while True:
        await asyncio.sleep(chance.uniform(0.02, 0.06))
        time.sleep(chance.uniform(0.001, 0.03))
asyncio.run(main())
