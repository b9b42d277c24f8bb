"""Two pages of known bytes with an unmapped page after them, and commands on standard input. Standard library only, any CPython."""
import ctypes, json, mmap, os, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
page = mmap.PAGESIZE
at = libc.mmap(None, 3 * page, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, 0)
ctypes.memmove(at, bytes(i * 7 % 251 for i in range(2 * page)), 2 * page)
libc.munmap(at + 2 * page, page)
if "--not-dumpable" in sys.argv:
    libc.prctl(4, 0, 0, 0, 0)

def worker():
    threading.Event().wait()

thread = threading.Thread(target=worker, daemon=True)
thread.start()
print(json.dumps({"pid": os.getpid(), "scenario": "known-pages", "expect": {"at": at, "page": page, "worker": thread.native_id}}))
print("READY", flush=True)
for line in sys.stdin:
    if line.startswith("exec"):
        os.execvp("sleep", ["sleep", "120"])
    if line.startswith("exit"):
        os._exit(0)
    if line.startswith("read"):
        print("reading", flush=True)
        os.read(os.pipe()[0], 1)
    if line.startswith("spin"):
        print("spinning", flush=True)
        while True:
            pass
