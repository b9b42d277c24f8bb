"""Threads are made one after the other on a processor that has no time for them: for moments some are made and do not run yet."""
import os, threading, _truth
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
threading.Thread(target=lambda: exec("while True: pass"), name="busy", daemon=True).start()
_truth.start("newborn")
while True:
    one = threading.Thread(target=int, name="newborn")
    one.start()
    one.join()
