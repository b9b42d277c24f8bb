"""One of every kind of pool that this Python can have, all of them at rest: an executor whose work three kinds of callers wait for,
   multiprocessing's ThreadPool, a pool made by hand of queue.Queue (two of four wait for work, one for a lock), and AnyIO's limiter where there is one."""
import asyncio, queue, threading, time, _truth
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
try: import anyio.to_thread
except ImportError: anyio = None

def rest(*_): time.sleep(3600)
lock, work = threading.Lock(), queue.Queue()
def guarded(item):
    with lock: rest()
def consume():
    while True: guarded(work.get())
for n in range(4): threading.Thread(target=consume, daemon=True, name=f"consumer-{n}").start()
crawlers = ThreadPool(2)
executor = ThreadPoolExecutor(2, thread_name_prefix="callers")
def run(): return asyncio.get_running_loop().run_in_executor(executor, rest)
async def directly(): await run()
async def in_time(): await asyncio.wait_for(run(), 3600)
async def together(): await asyncio.gather(run(), asyncio.sleep(3600))
async def limited(): await anyio.to_thread.run_sync(rest)
async def main():
    works = [directly, in_time, together]
    if anyio:
        anyio.to_thread.current_default_thread_limiter().total_tokens = 2
        works += [limited] * 4
    tasks = [asyncio.create_task(each()) for each in works]
    [work.put(n) for n in range(2)], crawlers.map_async(rest, range(6), chunksize=1)
    await asyncio.sleep(0.2)
    _truth.start("every_pool", anyio=bool(anyio))
    await asyncio.gather(*tasks)
asyncio.run(main())
