"""A loop that goes round every 50 ms and shows one and the same stack each time. It is never blocked for long.
   REST: how long it rests in between. 0.03: it is well; 0: it is saturated."""
import asyncio, os, time, _truth
REST = float(os.environ.get("REST", "0.03"))
def poll_device(): time.sleep(0.05)                  # CULPRIT when REST=0
async def main():
    _truth.start("turns_of_50ms", finding="loop-saturated" if REST == 0 else None, turn_s=0.05, rest_s=REST)
    while True:
        poll_device(); await asyncio.sleep(REST)
asyncio.run(main())
