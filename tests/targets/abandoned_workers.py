"""wait_for around a call in a thread: the caller gives up after 0.3 s, the worker goes on for 3 s and nobody wants its result."""
import asyncio, time, _truth
def slow_call(): time.sleep(3)                       # CULPRIT: no timeout of its own
async def handler():
    try: await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, slow_call), 0.3)
    except asyncio.TimeoutError: pass
async def main():
    _truth.start("abandoned_workers", culprit="slow_call", finding="worker-abandoned", given_up_after_s=0.3, runs_s=3, advice="timeout_inside")
    n = 0
    while True:
        n += 1; asyncio.create_task(handler(), name="GET /slow %d" % n); await asyncio.sleep(1.2)
asyncio.run(main())
