"""N (100) idle threads besides the main one, each with DEPTH (6) frames, the first three of them threading's own."""
import sys, threading, time, _truth
N, DEPTH = int(sys.argv[1]) if len(sys.argv) > 1 else 100, int(sys.argv[2]) if len(sys.argv) > 2 else 6

def idle(level):
    if level > 1: idle(level - 1)
    else:
        ready.release()
        time.sleep(3600)

sys.setrecursionlimit(DEPTH + 1000); ready = threading.Semaphore(0)
for n in range(N): threading.Thread(target=idle, args=(DEPTH - 3,), name=f"idle-{n}", daemon=True).start()
for _ in range(N): ready.acquire()
_truth.start("threads", threads=N + 1, depth=DEPTH)
while True: time.sleep(3600)
