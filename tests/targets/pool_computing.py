"""Four threads of a pool compute in Python, without a loop: they share one lock, and do the work of one."""
import time, _truth
from concurrent.futures import ThreadPoolExecutor

def score():
    total = 0
    for i in range(4000000): total += i * i % 7
    return total

pool = ThreadPoolExecutor(4, thread_name_prefix="score")
waiting = [pool.submit(score) for _ in range(20)]
_truth.start("pool_computing", pool="score", max_workers=4, busy=4, hot_task="score", advice="processes")
while True:
    waiting = [each for each in waiting if not each.done()]
    waiting += [pool.submit(score) for _ in range(20 - len(waiting))]
    time.sleep(0.1)
