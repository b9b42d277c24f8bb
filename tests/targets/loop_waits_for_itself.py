"""A plain function hands a coroutine to the loop it is called on, and waits for the result: the loop waits for itself, for ever."""
import asyncio, _truth
async def fetch(key): return key
def sync_lookup(loop, key): return asyncio.run_coroutine_threadsafe(fetch(key), loop).result()      # CULPRIT: waits for its own loop
async def handler(): return sync_lookup(asyncio.get_running_loop(), "a")
async def victim():
    while True: await asyncio.sleep(0.05)
async def main():
    _truth.start("loop_waits_for_itself", culprit="sync_lookup", finding="loop-deadlocked", advice="await")
    asyncio.create_task(victim(), name="victim")
    await asyncio.sleep(0.05)
    await asyncio.create_task(handler(), name="GET /lookup")
asyncio.run(main())
