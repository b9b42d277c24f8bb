"""trio's limiter of 40 tokens. MODE=exhausted: all are taken by calls of 4 s, and 60 tasks wait for one. MODE=well: it is used a little, and a task that waits for nothing runs beside it.
   MODE=abandoned: callers give up after 0.3 s, and the worker goes on."""
import inspect, os, time, _truth
import trio

def slow_sql(): time.sleep(4)                           # CULPRIT: what every worker is doing
def quick(): time.sleep(0.01)

async def report():
    while True: await trio.to_thread.run_sync(slow_sql)
async def now_and_then():
    while True:
        await trio.to_thread.run_sync(quick)
        await trio.sleep(0.05)
async def impatient():                                  # the argument was called otherwise before trio 0.23
    given_up = "abandon_on_cancel" if "abandon_on_cancel" in inspect.signature(trio.to_thread.run_sync).parameters else "cancellable"
    while True:
        with trio.move_on_after(0.3): await trio.to_thread.run_sync(slow_sql, **{given_up: True})
        await trio.sleep(1)
async def ticker():
    while True: await trio.sleep(0.01)
async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(ticker)
        if os.environ["MODE"] == "exhausted":
            for _ in range(100): nursery.start_soon(report)
            _truth.start("trio_limiter_exhausted", limiter_total=40, borrowed=40, waiting=60, hot_task="slow_sql", loop_blocked=False)
        elif os.environ["MODE"] == "abandoned":
            nursery.start_soon(impatient)
            _truth.start("trio_abandoned", finding="worker-abandoned", given_up_after_s=0.3, runs_s=4)
        else:
            for _ in range(8): nursery.start_soon(now_and_then)
            _truth.start("trio_limiter_well", limiter_total=40, waiting=0, loop_blocked=False)
trio.run(main)
