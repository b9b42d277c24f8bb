"""Clients that keep a web service busy, as a process of its own: `_load.py URL CLIENTS`, or with a second URL's worth of work
   `_load.py --serve PORT SECONDS`, a server that answers slowly. Ends with its parent."""
import http.server, sys, threading, time, urllib.request

def ask(url):
    while True:
        try: urllib.request.urlopen(url, timeout=30).read()
        except OSError: time.sleep(0.05)              # it is not up yet

class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(float(sys.argv[3])); self.send_response(200); self.end_headers(); self.wfile.write(b"slow")
    def log_message(self, *args): pass

if sys.argv[1] == "--serve":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Slow)
    print("up", flush=True)
    server.serve_forever()
for _ in range(int(sys.argv[2])): threading.Thread(target=ask, args=(sys.argv[1],)).start()
