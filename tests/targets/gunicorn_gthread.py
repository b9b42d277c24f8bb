"""gunicorn with one gthread worker of 4 threads, a view of 0.5 s and 16 clients: connections wait for a thread. The worker is a child of
   the process that announces itself; {"attach": PID} tells which. Culprit line: slow_view()."""
import json, os, sys, time, _service, _truth
from gunicorn.app.base import BaseApplication
port = _service.free_port()

def slow_view(): time.sleep(0.5)                       # CULPRIT

def application(environ, start_response):
    slow_view(); start_response("200 OK", [("Content-Length", "2"), ("Connection", "close")]); return [b"ok"]

def worker_is_up(worker):
    _service.helper(f"http://127.0.0.1:{port}/", 16)
    print(json.dumps({"attach": os.getpid()}), flush=True)

class Application(BaseApplication):
    def load_config(self):
        for name, value in {"bind": f"127.0.0.1:{port}", "worker_class": "gthread", "workers": 1, "threads": 4,
                            "post_worker_init": worker_is_up, "loglevel": "critical"}.items(): self.cfg.set(name, value)
    def load(self): return application

_truth.start("gunicorn_gthread", culprit="slow_view", threads=4, worker=True)
Application().run()
