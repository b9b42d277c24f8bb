"""trio at rest: a default limiter of 5 tokens with 7 tasks that wait, and a limiter of the program's own with 2 tokens and 3 that wait.
   BY=anyio: asked for by way of AnyIO, whose limiters are wrappers of trio's. A thread of the program's own, from trio's cache, takes no token."""
import functools, os, threading, time, _truth
import trio
trio._core._thread_cache.IDLE_TIMEOUT = 600
never, free = threading.Event(), threading.Event()
def slow(): never.wait()
def held(n): never.wait()
def other(): never.wait()
def brief(): free.wait()
if os.environ.get("BY") == "anyio":
    import anyio
    run_sync, limiter_of, run = anyio.to_thread.run_sync, anyio.CapacityLimiter, functools.partial(anyio.run, backend="trio")
    default = anyio.to_thread.current_default_thread_limiter
else:
    run_sync, limiter_of, run = trio.to_thread.run_sync, trio.CapacityLimiter, trio.run
    default = trio.to_thread.current_default_thread_limiter
async def request(): await run_sync(slow)
async def guarded(limiter, n): await run_sync(held, n, limiter=limiter)
async def main():
    own = limiter_of(2)
    async with trio.open_nursery() as nursery:
        for n in range(11): nursery.start_soon(run_sync, brief)         # eleven workers, of which three find nothing more to do
        while threading.active_count() < 12: await trio.sleep(0.01)
        free.set()
        while default().borrowed_tokens: await trio.sleep(0.01)
        default().total_tokens = 5
        trio.lowlevel.start_thread_soon(other, lambda result: None)
        for n in range(5): nursery.start_soon(guarded, own, n, name=f"guarded-{n}")
        for n in range(12): nursery.start_soon(request, name=f"request-{n}")
        while default().statistics().tasks_waiting < 7 or own.statistics().tasks_waiting < 3: await trio.sleep(0.01)
        _truth.start("trio_limiters_held", limiter_total=5, waiting=7, own_total=2, own_waiting=3)
run(main)
