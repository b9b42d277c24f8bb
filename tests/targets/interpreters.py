"""Two interpreters in one process, each with an event loop: the outer one's goes round, the inner one's is held for 0.6 s at a time."""
import asyncio, threading, _truth
try: import _interpreters as interpreters
except ImportError: import _xxsubinterpreters as interpreters
inner = interpreters.create()
CODE = """
import asyncio, time
def crunch(): time.sleep(0.6)
async def main():
    while True: crunch(); await asyncio.sleep(0.3)
asyncio.run(main())
"""
threading.Thread(target=interpreters.run_string, args=(inner, CODE), name="inner", daemon=True).start()
async def main():
    _truth.start("interpreters", loops=2, culprit="crunch")
    while True: await asyncio.sleep(0.05)
asyncio.run(main())
