"""Real uvicorn and FastAPI: an async endpoint reaches, three calls down, a repository that sleeps instead of awaiting; a client of its own
   keeps asking. LOOP is asyncio or uvloop."""
import asyncio, os, socket, threading, time, urllib.request, _truth
import uvicorn
from fastapi import FastAPI
app = FastAPI()

class OrderRepository:
    def fetch(self, number): time.sleep(1.2); return {"number": number}    # CULPRIT
class OrderDesk:
    def __init__(self): self.repository = OrderRepository()
    def find(self, number): return self.repository.fetch(number)
desk = OrderDesk()

@app.get("/orders/{number}")
async def get_order(number: int): return desk.find(number)
@app.get("/health")
async def health(): return {"ok": True}

def client(port, path):
    while True:
        try: urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60).read()
        except OSError: time.sleep(0.1)

listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen(100)
port = listener.getsockname()[1]
if os.fork() == 0:
    _truth.die_with_parent(); listener.close()
    threading.Thread(target=client, args=(port, "/health"), daemon=True).start()
    client(port, "/orders/7")

class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        _truth.start("fastapi_blocking", culprit="fetch", blocked_s=1.2, loop=os.environ.get("LOOP", "asyncio"))
Server(uvicorn.Config(app, log_level="warning", loop=os.environ.get("LOOP", "asyncio"))).run(sockets=[listener])
