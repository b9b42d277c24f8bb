"""Pools that are well: "drains" is full many times a second and empty again at once; "busy" has most of its workers at work all the time."""
import os, time, _truth
from concurrent.futures import ThreadPoolExecutor
mode = os.environ["MODE"]
pool = ThreadPoolExecutor(8, thread_name_prefix=mode)

def work(seconds): time.sleep(seconds)
for _ in range(8): pool.submit(work, 0.05)
_truth.start("pool_" + mode, pool=mode, max_workers=8, findings=0)
while True:
    if mode == "drains":
        for _ in range(24): pool.submit(work, 0.005)
        time.sleep(0.1)
    else:
        for _ in range(5): pool.submit(work, 0.2)
        time.sleep(0.2)
