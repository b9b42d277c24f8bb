"""Does nothing until it is told on standard input: import NAME, exec WORDS, end (with a module global that takes for ever to die). Any Python from 2.7 on."""
from __future__ import print_function
import json, os, sys
print(json.dumps({"pid": os.getpid(), "scenario": "idle", "expect": {}}))
print("READY")
sys.stdout.flush()

class Lingering(object):
    def __del__(self, write=os.write, read=os.read, ends=os.pipe()):
        write(1, b"ENDING\n")
        read(ends[0], 1)

while True:
    line = sys.stdin.readline().split()
    if not line or line[0] == "end":
        break
    if line[0] == "import":
        __import__(line[1])
        print("IMPORTED")
        sys.stdout.flush()
    if line[0] == "exec":
        os.execvp(line[1], line[1:])
lingering = Lingering()
