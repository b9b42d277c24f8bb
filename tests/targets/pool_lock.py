"""Eight workers need one lock: one works at a time, work waits for a worker."""
import threading, time, _truth
from concurrent.futures import ThreadPoolExecutor
lock = threading.Lock()

def render():
    with lock:                                          # CULPRIT
        time.sleep(0.12)

pool = ThreadPoolExecutor(8, thread_name_prefix="render")
waiting = [pool.submit(render) for _ in range(30)]
_truth.start("pool_lock", pool="render", max_workers=8, busy=8, waiting_at_lock=7, advice="lock")
while True:
    waiting = [each for each in waiting if not each.done()]
    waiting += [pool.submit(render) for _ in range(30 - len(waiting))]
    time.sleep(0.02)
