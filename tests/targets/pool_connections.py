"""32 workers share two connections that wait in a queue.Queue: two work, thirty wait for a connection, work waits for a worker."""
import queue, time, _truth
from concurrent.futures import ThreadPoolExecutor
connections = queue.Queue()
for number in range(2): connections.put("connection %d" % number)

def checkout():
    return connections.get()                            # CULPRIT
def query():
    connection = checkout()
    try: time.sleep(0.15)
    finally: connections.put(connection)

pool = ThreadPoolExecutor(32, thread_name_prefix="db")
waiting = [pool.submit(query) for _ in range(60)]
_truth.start("pool_connections", pool="db", max_workers=32, connections=2, busy=32, waiting_at_connections=30, advice="connection_pool")
while True:
    waiting = [each for each in waiting if not each.done()]
    waiting += [pool.submit(query) for _ in range(60 - len(waiting))]
    time.sleep(0.02)
