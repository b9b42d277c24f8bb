"""A coroutine awaits while it holds a threading.Lock; the next one wants the lock and blocks the loop: nobody ever lets go."""
import asyncio, threading, _truth
lock = threading.Lock()
async def save(row):
    with lock:                                       # CULPRIT: a lock of threads around an await
        await asyncio.sleep(0.05)
        return row
async def main():
    _truth.start("lock_across_await", culprit="save", finding="loop-deadlocked", advice="asyncio_lock")
    await asyncio.sleep(0.05)
    await asyncio.gather(*(asyncio.create_task(save(i), name="save %d" % i) for i in range(3)))
asyncio.run(main())
