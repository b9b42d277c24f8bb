"""asgiref's thread_sensitive code, as Django runs it: one thread for all requests. 1 runs, 19 wait."""
import asyncio, os, time, _truth
from asgiref.sync import sync_to_async
def orm_query(n): time.sleep(30)                     # CULPRIT
async def view(n): await sync_to_async(orm_query, thread_sensitive=True)(n)
async def main():
    requests = [asyncio.ensure_future(view(n)) for n in range(20)]
    _truth.start("asgiref_single_thread", pool_max=1, busy=1, queued=19, hot_task="orm_query")
    await asyncio.gather(*requests)
asyncio.run(main())
