"""A service whose loop blocks BLOCK (0.2) s at a time, or not at all when that is 0, and that does what it is
   told on stdin: exec (becomes another Python program),
   other (becomes sleep), exit N, crash, fork, zombie (a child that nobody waits for), stop, finalize (ends in the ordinary way, and hangs while the interpreter is torn down)."""
import asyncio, json, os, signal, sys, threading, time, _truth

ended, BLOCK = threading.Event(), float(os.environ.get("BLOCK", "0.2"))

class Slow:
    def __del__(self, write=os.write, sleep=time.sleep): write(1, b"FINALIZING\n"); sleep(600)
_truth.slow = Slow()

def work(): time.sleep(BLOCK)
async def main():
    while not ended.is_set():
        if BLOCK > 0: work()
        await asyncio.sleep(0.05)

def obey():
    for line in sys.stdin:
        word, _, argument = line.strip().partition(" ")
        if word == "exec": os.execv(sys.executable, [sys.executable, "-c", "import time; print('BECAME', flush=True); time.sleep(600)"])
        elif word == "other": os.execv("/bin/sleep", ["sleep", "600"])
        elif word == "exit": os._exit(int(argument or 0))
        elif word == "crash": os.kill(os.getpid(), signal.SIGKILL)
        elif word == "stop": os.kill(os.getpid(), signal.SIGSTOP)
        elif word == "finalize": ended.set()
        elif word == "zombie":
            child = os.fork()
            if child == 0: os._exit(0)
            print(json.dumps({"child": child}), flush=True)
        elif word == "fork":
            child = os.fork()
            if child == 0: _truth.die_with_parent(); time.sleep(600); os._exit(0)
            print(json.dumps({"child": child}), flush=True)

threading.Thread(target=obey, name="obey", daemon=True).start()
_truth.start("stop_exec_exit", culprit="work")
asyncio.run(main())
