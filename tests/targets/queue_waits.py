"""200 items in bursts through a pool of 4, begun by a line on stdin. At the end one JSON line tells for each item when it was
   submitted, when it started and when it ended, on time.monotonic(). SEED makes it another run; ITEMS another number of items, a
   multiple of 20; SCALE makes all times so many times longer."""
import json, os, random, sys, time, _truth
from concurrent.futures import ThreadPoolExecutor, wait
chance, scale, count = random.Random(int(os.environ.get("SEED", "1"))), float(os.environ.get("SCALE", "1")), int(os.environ.get("ITEMS", "200"))
pool, items = ThreadPoolExecutor(4, thread_name_prefix="waits"), []

def job(item, seconds):
    item["started"] = time.monotonic()
    time.sleep(seconds)
    item["ended"] = time.monotonic()

def submit():
    item = {"submitted": time.monotonic()}; items.append(item)
    return pool.submit(job, item, chance.uniform(0.005, 0.045) * scale)

for _ in range(4): pool.submit(time.sleep, 0.02)       # so that all four workers are there before anyone looks
_truth.start("queue_waits", pool="waits", max_workers=4, items=count)
sys.stdin.readline()
futures = []
for burst in range(count // 20):
    futures += [submit() for _ in range(20)]
    time.sleep(chance.uniform(0.05, 0.15) * scale)
wait(futures)
print(json.dumps({"items": items}), flush=True)
time.sleep(3600)
