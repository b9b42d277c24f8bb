"""gunicorn's gthread worker, run without its master: 3 threads, 8 clients, so 5 requests wait. (/usr/bin/python3)"""
import os, threading, time, urllib.request, _truth
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.sock import create_sockets
from gunicorn.workers.gthread import ThreadWorker
PORT = int(os.environ.get("PORT", "8012"))
def report(environ, start_response): time.sleep(3); start_response("200 OK", [("Content-Length", "2")]); return [b"ok"]   # CULPRIT
class Application:
    def wsgi(self): return report
def client():
    while True:
        try: urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=120).read()
        except Exception: time.sleep(0.2)
if os.fork() == 0:
    _truth.die_with_parent()
    [threading.Thread(target=client, daemon=True).start() for _ in range(8)]
    time.sleep(_truth.DURATION); os._exit(0)
settings = Config()
settings.set("worker_class", "gthread"); settings.set("threads", 3); settings.set("bind", f"127.0.0.1:{PORT}")
log = Logger(settings)
worker = ThreadWorker(1, os.getppid(), create_sockets(settings, log), Application(), 60, settings, log)
_truth.start("gunicorn_gthread", pool_max=3, busy=3, queued=5, hot_task="report")
worker.init_process()
