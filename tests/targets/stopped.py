"""Control: somebody else keeps the process from running. The code is innocent.
   BY=signal: SIGSTOP; BY=tracer: a debugger holds it; BY=nobody: the debugger is attached and has let it go on, so nothing is wrong."""
import asyncio, ctypes, os, signal, time, _truth
BY = os.environ.get("BY", "signal")
SEIZE, INTERRUPT, CONT, ALL = 0x4206, 0x4207, 7, 0x40000000
def trace(pid):
    ptrace = ctypes.CDLL(None, use_errno=True).ptrace
    ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]; ptrace.restype = ctypes.c_long
    for request in (SEIZE, INTERRUPT):                         # it has one thread
        if ptrace(request, pid, None, None) != 0: raise OSError(ctypes.get_errno(), "ptrace")
    os.waitpid(pid, ALL)
    if BY == "nobody": ptrace(CONT, pid, None, None)
def hold(pid, go):
    os.read(go, 1)
    if BY == "signal": os.kill(pid, signal.SIGSTOP)
    else: trace(pid)
    time.sleep(_truth.DURATION)                      # a tracer that ends lets its tracee go on
    os.kill(pid, signal.SIGKILL); os._exit(0)
go, ready = os.pipe()
me = os.getpid()
if os.fork() == 0: hold(me, go)
async def main():
    _truth.start("stopped", finding=None if BY == "nobody" else "target-stopped", by=BY)
    await asyncio.sleep(0.05); os.write(ready, b"!")
    while True: await asyncio.sleep(0.01)
asyncio.run(main())
