"""The metrics of the founding article, measured where they are true: queue time from submission to the start of the work, run time from its start to its end.
   A pool of 4 is kept busy by 12 callers that each wait for their result; prometheus_client tells it all on PORT (a free one is taken and announced)."""
import asyncio, os, random, threading, time, _truth
from concurrent.futures import ThreadPoolExecutor
from prometheus_client import Counter, Gauge, Histogram, make_wsgi_app
from wsgiref.simple_server import WSGIRequestHandler, make_server

SUBMITTED = Counter("threadpool_tasks_submitted_total", "Work items that were submitted.")
COMPLETED = Counter("threadpool_tasks_completed_total", "Work items that have ended.")
RUN_TIME = Histogram("threadpool_task_execution_time_seconds", "From the start of a work item to its end.")
QUEUE_TIME = Histogram("threadpool_task_queue_time_seconds", "From the submission of a work item to its start.")
ACTIVE = Gauge("threadpool_active_threads", "Workers that run an item.")
QUEUED = Gauge("threadpool_queue_length", "Work items that wait.")

class MeasuredExecutor(ThreadPoolExecutor):
    def submit(self, function, *arguments):
        SUBMITTED.inc(); QUEUED.inc()
        submitted = time.monotonic()
        def measured():
            started = time.monotonic()
            QUEUED.dec(); QUEUE_TIME.observe(started - submitted)
            try:
                with ACTIVE.track_inprogress(): return function(*arguments)
            finally:
                RUN_TIME.observe(time.monotonic() - started); COMPLETED.inc()
        return super().submit(measured)

def fetch(seconds): time.sleep(seconds)
async def caller(pool, chance):
    loop = asyncio.get_running_loop()
    while True: await loop.run_in_executor(pool, fetch, chance.uniform(0.1, 0.4))
async def main():
    pool, chance = MeasuredExecutor(4, thread_name_prefix="article"), random.Random(1)
    class Quiet(WSGIRequestHandler):
        def log_message(self, *_): pass
    server = make_server("127.0.0.1", int(os.environ.get("PORT", "0")), make_wsgi_app(), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    callers = [asyncio.create_task(caller(pool, chance)) for _ in range(12)]
    _truth.start("article_metrics", port=server.server_port, pool="article", busy=4, queued=8)
    await asyncio.gather(*callers)
asyncio.run(main())
