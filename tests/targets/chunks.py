"""CPU-bound pure Python in equal chunks of some 2.5 ms. A line on stdin ends it: one JSON line then tells of each chunk when it began, on
   time.monotonic(), and the CPU time and the time it took. The oracle for what a watcher costs its target."""
import json, sys, threading, time, _truth

def chunk():
    total = 0
    for i in range(40000): total += i * i % 7
    return total

ended = threading.Event()
_truth.start("chunks", culprit="chunk")
threading.Thread(target=lambda: (sys.stdin.readline(), ended.set()), daemon=True, name="until").start()
ran = []
while not ended.is_set():
    began, cpu = time.monotonic(), time.thread_time()
    chunk()
    ran.append((round(began, 6), round(time.thread_time() - cpu, 7), round(time.monotonic() - began, 7)))
print(json.dumps({"chunks": ran}), flush=True)
time.sleep(3600)
