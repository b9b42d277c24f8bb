"""A child with a known page dies when told, and another child gets its process id and other bytes in the same place. Needs root, to choose the id."""
import ctypes, json, mmap, os, signal, sys, time
page = mmap.mmap(-1, mmap.PAGESIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
at = ctypes.addressof(ctypes.c_char.from_buffer(page))

def child(fill, word):
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    page[:] = fill * len(page)
    print(word, end="", flush=True)
    signal.pause()

page[:] = b"A" * len(page)
first = os.fork()
if first == 0:
    child(b"A", "")
print(json.dumps({"pid": os.getpid(), "scenario": "pid-reuse", "expect": {"child": first, "at": at}}))
print("READY", flush=True)
sys.stdin.readline()
os.kill(first, signal.SIGKILL)
os.waitpid(first, 0)
print("dead", flush=True)
sys.stdin.readline()
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    with open("/proc/sys/kernel/ns_last_pid", "w") as last:
        last.write(str(first - 1))
    pid = os.fork()
    if pid == 0:
        if os.getpid() == first:
            child(b"B", "second\n")
        os._exit(0)
    if pid == first:
        break
    os.waitpid(pid, 0)
sys.stdin.read()
