"""Slow uploads fill the default executor; name resolution, which runs there too, waits behind them. The loop is well."""
import asyncio, time, _truth
from concurrent.futures import ThreadPoolExecutor
def slow_s3_put(): time.sleep(0.8)                   # CULPRIT: in the pool that resolves names
async def upload():
    while True: await asyncio.get_running_loop().run_in_executor(None, slow_s3_put)
async def connect():
    while True: await asyncio.get_running_loop().getaddrinfo("localhost", 80)
async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4, thread_name_prefix="asyncio"))
    _truth.start("resolver_behind_uploads", culprit="slow_s3_put", finding="resolver-in-busy-pool", pool="asyncio", max_workers=4, advice="own_pool")
    await asyncio.gather(*(upload() for _ in range(8)), connect())
asyncio.run(main())
