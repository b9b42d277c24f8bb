"""FastAPI's pattern of 40 tokens that look exhausted: the workers are done, and the loop, blocked for seconds, does not take the tokens back. (anyio)"""
import asyncio, time, _truth
import anyio, anyio.to_thread

def quick():
    time.sleep(0.02)
def blocking_report():
    time.sleep(6)                                       # CULPRIT
async def request():
    while True: await anyio.to_thread.run_sync(quick)
async def main():
    tasks = [asyncio.ensure_future(request()) for _ in range(100)]
    await asyncio.sleep(0.7)
    # said right before the block: until then the limiter is busy indeed
    _truth.start("limiter_blocked_loop", limiter_total=40, borrowed=40, busy=0, waiting=60, loop_blocked=True)
    while True:
        blocking_report()
        await asyncio.sleep(0.2)
asyncio.run(main())
