"""A pool of a size that a line on stdin names, under Poisson arrivals: "WORKERS RATE SECONDS" begins a phase with a pool of its own.
   Run times are of a gamma distribution (shape 2). At the end of a phase, with all its work done, one JSON line tells the truth by this
   program's own clock: how long work waited and ran on average, and how much there was. SEED makes it another run."""
import json, os, random, sys, time, _truth
from concurrent.futures import ThreadPoolExecutor, wait
SERVICE = 0.1
chance = random.Random(int(os.environ.get("SEED", "7")))

def job(item, seconds):
    item["started"] = time.monotonic()
    time.sleep(seconds)
    item["ended"] = time.monotonic()

def phase(number, workers, rate, seconds):
    pool, items, futures = ThreadPoolExecutor(workers, thread_name_prefix="phase-%d" % number), [], []
    wait([pool.submit(time.sleep, 0.05) for _ in range(workers)])          # so that all its threads are there
    print(json.dumps({"began": number}), flush=True)
    due, end = time.monotonic(), time.monotonic() + seconds
    while True:
        due += chance.expovariate(rate)
        if due > end: break
        time.sleep(max(0.0, due - time.monotonic()))
        item = {"submitted": time.monotonic()}
        items.append(item)
        futures.append(pool.submit(job, item, chance.gammavariate(2, SERVICE / 2)))
    print(json.dumps({"arrived": number}), flush=True)
    wait(futures)
    pool.shutdown()
    mean = lambda a, b: sum(i[b] - i[a] for i in items) / len(items)
    print(json.dumps({"done": number, "items": len(items), "wait": mean("submitted", "started"), "run": mean("started", "ended")}), flush=True)

_truth.start("sized_pool", service_s=SERVICE)
for number, line in enumerate(sys.stdin):
    workers, rate, seconds = line.split()
    phase(number, int(workers), float(rate), float(seconds))
time.sleep(3600)
