"""A pool made by hand of queue.Queue and threads: 3 consumers, 20 items wait once it is told to go on (a line on stdin; at once with GO=1). Beside it what is no pool: threads with queues of their own, threads that borrow from a pool of connections."""
import os, queue, sys, threading, time, _truth
work = queue.Queue(20)
def process(item): time.sleep(0.4)                   # what every consumer is doing  # CULPRIT
def consume():
    while True:
        process(work.get())
        work.task_done()
class Mailbox(threading.Thread):
    def __init__(self): super().__init__(daemon=True, name="mailbox"); self.box = queue.Queue()
    def run(self):
        while True: self.box.get()
connections = queue.Queue()
def checkout(): return connections.get()
def query(): checkout()
def request(): query()
for n in range(3): threading.Thread(target=consume, daemon=True, name=f"consumer-{n}").start()
for n in range(2): Mailbox().start(); threading.Thread(target=request, daemon=True, name=f"request-{n}").start()
def produce():
    if not os.environ.get("GO"): sys.stdin.readline()
    while True: work.put(object())
threading.Thread(target=produce, daemon=True, name="producer").start()
_truth.start("queue_pool_backlog", pool_max=3, busy=3, queued=20, consumer="consume")
threading.Event().wait()
