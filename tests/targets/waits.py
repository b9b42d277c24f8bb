"""Threads that wait for every kind of thing the standard library has, two of each that is shared; and two loops: one waits for a coroutine
   that was given to itself, the other serves a thread. The announcement tells each thread's wait: kind, group (equal: the same thing),
   the name of the thread that holds it, the name of the loop's thread that has to run."""
import asyncio, concurrent.futures, queue, threading, time, _truth

EXPECT = {}
def begin(name, kind, work, group=None, owner=None, loop=None):
    EXPECT[name] = {"kind": kind, "group": group or name, "owner": owner, "loop": loop}
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread
def forever(): time.sleep(3600)
def hold(lock, name):
    taken = threading.Event()
    def holding():
        with lock: taken.set(); forever()
    threading.Thread(target=holding, name=name, daemon=True).start()
    taken.wait()

empty, full = queue.Queue(), queue.LifoQueue(1)
full.put(0)
future, event, semaphore, condition = concurrent.futures.Future(), threading.Event(), threading.Semaphore(0), threading.Condition()
lock, reentrant, held = threading.Lock(), threading.RLock(), threading.Condition()
lock.acquire()
hold(reentrant, "holds-reentrant")
hold(held, "holds-condition")
def waiting():
    with condition: condition.wait()
def waiting_for():
    with condition: condition.wait_for(lambda: False, 3600)
def locking():
    with lock: pass
def locking_reentrant():
    with reentrant: pass
def locking_condition():
    with held: pass

ended = begin("get-1", "Queue", empty.get, "get")
begin("get-2", "Queue", lambda: empty.get(timeout=3600), "get")
begin("put-1", "Queue", lambda: full.put(1))
begin("result-1", "Result", future.result, "future")
begin("exception-1", "Result", lambda: future.exception(3600), "future")
begin("event-1", "Condition", event.wait, "event")
begin("event-2", "Condition", lambda: event.wait(3600), "event")
begin("semaphore-1", "Condition", semaphore.acquire)
begin("condition-1", "Condition", waiting, "condition")
begin("condition-2", "Condition", waiting_for, "condition")
begin("join-1", "Join", ended.join, owner="get-1")
begin("lock-1", "Lock", locking, "lock")
begin("lock-2", "Lock", locking, "lock")
begin("reentrant-1", "Lock", locking_reentrant, "reentrant", owner="holds-reentrant")
begin("reentrant-2", "Lock", locking_reentrant, "reentrant", owner="holds-reentrant")
begin("of-condition-1", "Lock", locking_condition, owner="holds-condition")

healthy = asyncio.new_event_loop()
threading.Thread(target=healthy.run_forever, name="healthy-loop", daemon=True).start()
begin("chained-1", "Result", lambda: asyncio.run_coroutine_threadsafe(asyncio.sleep(3600), healthy).result(), loop="healthy-loop")
async def handler():
    inner = asyncio.sleep(3600)
    return asyncio.run_coroutine_threadsafe(inner, asyncio.get_running_loop()).result()       # CULPRIT: waits for its own loop
begin("own-loop", "Result", lambda: asyncio.run(handler()), loop="own-loop")
time.sleep(0.5)
_truth.start("waits", waits=EXPECT)
forever()
