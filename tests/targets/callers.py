"""Work items whose callers wait in every way that asyncio knows, one whose caller has given up, one that still waits in the queue, and one
   that no loop waits for. The announcement tells for each function the task and the coroutine that wait for it."""
import asyncio, sys, time, _truth
from concurrent.futures import ThreadPoolExecutor

def forever(): time.sleep(3600)
def direct(): forever()
def timed(): forever()
def gathered(): forever()
def shielded(): forever()
def waited(): forever()
def threaded(): forever()
def abandoned(): forever()
def plain(): forever()
def queued(): forever()
pool = ThreadPoolExecutor(8 if sys.version_info >= (3, 9) else 7, thread_name_prefix="callers")
def run(function): return asyncio.get_running_loop().run_in_executor(pool, function)

async def directly(): await run(direct)
async def in_time(): await asyncio.wait_for(run(timed), 3600)
async def together(): await asyncio.gather(run(gathered), asyncio.sleep(3600))
async def in_shield(): await asyncio.shield(run(shielded))
async def for_some(): await asyncio.wait([run(waited)])
async def in_threads():
    asyncio.get_running_loop().set_default_executor(pool)
    await asyncio.gather(asyncio.to_thread(threaded), asyncio.sleep(3600))
async def giving_up():
    try: await asyncio.wait_for(run(abandoned), 0.1)
    except asyncio.TimeoutError: await asyncio.sleep(3600)
async def patient(): await run(queued)

async def main():
    loop, kept, expect = asyncio.get_running_loop(), [], {}
    def begin(function, work):
        expect[function.__name__] = {"task": "GET /" + function.__name__, "coroutine": work.__name__, "cancelled": False}
        kept.append(loop.create_task(work(), name="GET /" + function.__name__))
    for function, work in ((direct, directly), (timed, in_time), (gathered, together), (shielded, in_shield), (waited, for_some)):
        begin(function, work)
    if sys.version_info >= (3, 9): begin(threaded, in_threads)
    await asyncio.sleep(0.1)
    expect["plain"] = None
    pool.submit(plain)
    begin(abandoned, giving_up)
    expect["abandoned"].update(task="", coroutine=None, cancelled=True)         # it was given up before anybody looked
    await asyncio.sleep(0.3)
    begin(queued, patient)
    await asyncio.sleep(0.1)
    _truth.start("callers", callers=expect)
    await asyncio.gather(*kept)
asyncio.run(main())
