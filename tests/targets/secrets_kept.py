"""Keeps marked secrets wherever a program keeps values; none of them may ever be seen outside. The mark is announced; ENV_CANARY comes from the environment."""
import asyncio, concurrent.futures, functools, os, threading, time
import _truth
MARK = "canary" + os.urandom(8).hex()
GLOBAL = MARK + "-global"
BYTES = (MARK + "-bytes").encode()
TABLE = {"password": MARK + "-dict-value", MARK + "-dict-key": 1, "rows": [MARK + "-list-%d" % i for i in range(500)]}
class Account:
    def __init__(self, secret):
        self.token = secret
        self.note = MARK + "-attribute-" + "x" * 300
ACCOUNT = Account(MARK + "-attribute")
def blocking(secret, *, key):
    local = MARK + "-local"
    closure = lambda: (local, secret, key)
    time.sleep(0.6)
    return closure
async def handler(secret):
    local = MARK + "-coroutine-local"
    while True:
        blocking(secret + "-argument", key=MARK + "-keyword")
        await asyncio.sleep(0.05)
async def waiter(secret):
    local = [MARK + "-task-local", secret]
    await asyncio.Event().wait()
def slow(secret, default=MARK + "-default"):
    local = MARK + "-worker-local"
    time.sleep(0.3)
    return local
async def main():
    loop = asyncio.get_running_loop()
    pool = concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="vault")
    for i in range(2000):
        pool.submit(slow, MARK + "-queued-%d" % i)
        pool.submit(functools.partial(slow, MARK + "-partial-%d" % i))
    tasks = [asyncio.ensure_future(waiter(MARK + "-task-argument")) for _ in range(50)]
    await handler(MARK + "-handler")
_truth.start("secrets_kept", mark=MARK)
asyncio.run(main())
