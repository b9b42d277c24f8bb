"""AnyIO at rest: a default limiter of 5 tokens with 7 tasks that wait, and a limiter of the program's own with 2 tokens and 3 that wait."""
import asyncio, threading, _truth
import anyio, anyio.to_thread
never = threading.Event()
def slow(): never.wait()
def held(n): never.wait()
async def request(): await anyio.to_thread.run_sync(slow)
async def guarded(limiter, n): await anyio.to_thread.run_sync(held, n, limiter=limiter)
async def main():
    anyio.to_thread.current_default_thread_limiter().total_tokens = 5
    own = anyio.CapacityLimiter(2)
    tasks = [asyncio.create_task(request(), name=f"request-{n}") for n in range(12)]
    tasks += [asyncio.create_task(guarded(own, n), name=f"guarded-{n}") for n in range(5)]
    _truth.start("anyio_limiters_held", limiter_total=5, waiting=7, own_total=2, own_waiting=3)
    await asyncio.gather(*tasks)
asyncio.run(main())
