"""Twenty requests at a time whose synchronous part asgiref runs in its one thread-sensitive thread. (asgiref)"""
import asyncio, time, _truth
from asgiref.sync import sync_to_async

def orm_query():
    time.sleep(0.1)                                     # CULPRIT
async def request():
    while True: await sync_to_async(orm_query, thread_sensitive=True)()
async def main():
    _truth.start("thread_sensitive", max_workers=1, busy=1, queued=19, hot_task="orm_query")
    await asyncio.gather(*[request() for _ in range(20)])
asyncio.run(main())
