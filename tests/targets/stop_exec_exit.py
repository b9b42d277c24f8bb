"""A service whose loop blocks 0.2 s at a time, and that does what it is told on stdin: exec (becomes another Python program),
   other (becomes sleep), exit N, crash, fork, stop, finalize (ends in the ordinary way, slowly)."""
import asyncio, atexit, json, os, signal, sys, threading, time, _truth

def work(): time.sleep(0.2)
async def main():
    while True: work(); await asyncio.sleep(0.05)

def obey():
    for line in sys.stdin:
        word, _, argument = line.strip().partition(" ")
        if word == "exec": os.execv(sys.executable, [sys.executable, "-c", "import time; print('BECAME', flush=True); time.sleep(600)"])
        elif word == "other": os.execv("/bin/sleep", ["sleep", "600"])
        elif word == "exit": os._exit(int(argument or 0))
        elif word == "crash": os.kill(os.getpid(), signal.SIGKILL)
        elif word == "stop": os.kill(os.getpid(), signal.SIGSTOP)
        elif word == "finalize": atexit.register(time.sleep, 600); os.kill(os.getpid(), signal.SIGINT)
        elif word == "fork":
            child = os.fork()
            if child == 0: _truth.die_with_parent(); time.sleep(600); os._exit(0)
            print(json.dumps({"child": child}), flush=True)

threading.Thread(target=obey, name="obey", daemon=True).start()
_truth.start("stop_exec_exit", culprit="work")
asyncio.run(main())
