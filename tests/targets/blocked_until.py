"""One call holds the loop until a file is there (UNTIL names it). Culprit line: wait_for_export()."""
import asyncio, os, time, _truth
UNTIL = os.environ["UNTIL"]
def wait_for_export():
    while not os.path.exists(UNTIL): time.sleep(0.1)   # CULPRIT
async def handler(): wait_for_export()
async def main():
    _truth.start("blocked_until", culprit="wait_for_export", advice="offload")
    await asyncio.create_task(handler(), name="GET /export")
    while True: await asyncio.sleep(0.05)
asyncio.run(main())
