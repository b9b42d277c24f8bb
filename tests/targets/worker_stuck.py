"""One item of a pool hangs for ever; its siblings, which call the same function, take 10 ms. Three workers are left and suffice."""
import time, _truth
from concurrent.futures import ThreadPoolExecutor
def fetch(wait): time.sleep(wait)                    # CULPRIT: no timeout
pool = ThreadPoolExecutor(4, thread_name_prefix="fetchers")
pool.submit(fetch, 3600)
_truth.start("worker_stuck", culprit="fetch", finding="worker-stuck", pool="fetchers", max_workers=4, stuck=1, advice="timeout")
while True:
    pool.submit(fetch, 0.01); time.sleep(0.04)
