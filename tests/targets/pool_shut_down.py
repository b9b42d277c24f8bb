"""A pool that has been told to shut down and still works off its queue: the None at the queue's end tells workers to end and is no work."""
import time, _truth
from concurrent.futures import ThreadPoolExecutor
def work(): time.sleep(_truth.DURATION)
pool = ThreadPoolExecutor(2, thread_name_prefix="leaving")
for _ in range(6): pool.submit(work)
pool.shutdown(wait=False)
_truth.start("pool_shut_down", finding=None, pool="leaving", busy=2, queued=4)
time.sleep(_truth.DURATION)
