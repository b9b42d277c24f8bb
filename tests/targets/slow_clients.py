"""A threaded HTTP server of four workers whose clients send half of a request line and then nothing for long: the workers wait for them."""
import os, socket, time, _truth
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler

class Handler(BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(204); self.end_headers()
def serve(connection, address):
    try: Handler(connection, address, None)
    finally: connection.close()

listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]
if os.fork() == 0:
    _truth.die_with_parent()
    listener.close()
    held = []
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", port)); client.sendall(b"GET /slo"); held.append(client)
    while True: time.sleep(60)
pool = ThreadPoolExecutor(4, thread_name_prefix="web")
for _ in range(20): pool.submit(serve, *listener.accept())
_truth.start("slow_clients", pool="web", max_workers=4, busy=4, queued=16, cause="slow clients")
time.sleep(3600)
