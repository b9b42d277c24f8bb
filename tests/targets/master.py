"""A master like gunicorn's: it has no loop and no pool itself; of its two workers, which are Python processes, one blocks its loop."""
import os, signal, subprocess, sys
import _truth
here = os.path.dirname(os.path.abspath(__file__))
workers = []
for script in ("s01_loop_blocked_sleep.py", "s27_healthy.py"):
    worker = subprocess.Popen([sys.executable, os.path.join(here, script)], stdout=subprocess.PIPE, universal_newlines=True, preexec_fn=_truth.die_with_parent)
    while worker.stdout.readline().strip() != "READY":
        pass
    workers.append(worker)
_truth.start("master", blocked=workers[0].pid, healthy=workers[1].pid)
while True:
    signal.pause()
