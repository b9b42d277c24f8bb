"""aiohttp: a handler asks another service with urllib, which holds the loop while that answers (0.6 s). Culprit line: fetch_price()."""
import urllib.request, _service, _truth
from aiohttp import web
port, backend = _service.free_port(), _service.free_port()

def fetch_price():
    return urllib.request.urlopen(f"http://127.0.0.1:{backend}/price").read()   # CULPRIT

async def price(request): return web.Response(body=fetch_price())

async def started(app):
    _service.helper(f"http://127.0.0.1:{port}/price", 4)
    _truth.start("aiohttp_blocking", culprit="fetch_price", blocked_s=0.6, peer=f"127.0.0.1:{backend}")

_service.helper("--serve", backend, 0.6, ready=True)
app = web.Application(); app.router.add_get("/price", price); app.on_startup.append(started)
web.run_app(app, host="127.0.0.1", port=port, print=None)
