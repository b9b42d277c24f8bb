"""Three event loops in three named threads; only the one of thread "loop-reports" is blocked: 1.2 s in every 1.5 s."""
import asyncio, threading, time, _truth

def crunch(): time.sleep(1.2)                          # CULPRIT
async def report(): crunch()
async def blocking():
    while True: await asyncio.ensure_future(report()); await asyncio.sleep(0.3)
async def healthy():
    while True: await asyncio.sleep(0.02)
def run(coroutine): asyncio.run(coroutine())

threads = [threading.Thread(target=run, args=(what,), name=name, daemon=True)
           for name, what in (("loop-orders", healthy), ("loop-reports", blocking), ("loop-mails", healthy))]
for thread in threads: thread.start()
_truth.start("loops", loops=3, blocked_thread="loop-reports", culprit="crunch")
threads[0].join()
