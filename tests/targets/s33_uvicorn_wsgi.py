"""A WSGI application under uvicorn: its middleware has a pool of 2 threads here; 7 clients, so 5 requests wait. (/usr/bin/python3)"""
import os, threading, time, urllib.request, _truth, warnings
warnings.simplefilter("ignore")
import uvicorn
from uvicorn.middleware.wsgi import WSGIMiddleware
PORT = int(os.environ.get("PORT", "8013"))
def report(environ, start_response): time.sleep(3); start_response("200 OK", [("Content-Length", "2")]); return [b"ok"]   # CULPRIT
def client():
    while True:
        try: urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=120).read()
        except Exception: time.sleep(0.2)
if os.fork() == 0:
    _truth.die_with_parent()
    [threading.Thread(target=client, daemon=True).start() for _ in range(7)]
    time.sleep(_truth.DURATION); os._exit(0)
_truth.start("uvicorn_wsgi", pool_max=2, busy=2, queued=5, hot_task="report")
uvicorn.run(WSGIMiddleware(report, workers=2), port=PORT, log_level="warning", loop="asyncio", lifespan="off")
