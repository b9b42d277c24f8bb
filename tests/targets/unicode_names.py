"""Names that a terminal, a page or a label must never get as they are: escape sequences, direction marks, line breaks, lone surrogates,
   markup, nothing at all, ten thousand letters, and honest names of many scripts. They name functions, files, threads, tasks and a pool.
   The loop is blocked under all of them."""
import asyncio, threading, time, _truth
from concurrent.futures import ThreadPoolExecutor
NAMES = ["обработка_заказа", "注文を処理する", "größe_prüfen", "emoji_🙂", "\x1b[2J\x1b]0;owned\x07", "evil\u202etxt.exe", "two\nlines\r\tand a tab",
         "lone\ud800surrogate", "</script><img src=x onerror=alert(1)>", "", "x" * 10000, "nul\0inside", "\x9b31m", "back\\slash\"quote{label=\"1\"}"]

def named(name, inner):
    def call(): return inner()
    code = call.__code__.replace(co_name=name, co_filename=f"/srv/{name}/app.py".replace("\0", "0"))
    if hasattr(code, "co_qualname"): code = code.replace(co_qualname=name)
    return type(call)(code, call.__globals__, "call", None, call.__closure__)

def pause(): time.sleep(3600)
call = pause
for name in NAMES: call = named(name, call)
def idle(): time.sleep(3600)
async def handler(): call()
async def main():
    for name in NAMES:
        threading.Thread(target=idle, name=name, daemon=True).start()
        asyncio.get_running_loop().create_task(asyncio.sleep(3600), name=name)
    pool = ThreadPoolExecutor(1, thread_name_prefix="\x1b[31mpool\u202e"); pool.submit(idle); pool.submit(idle)
    await asyncio.sleep(0.1)
    _truth.start("unicode_names", names=[name.encode("utf-8", "backslashreplace").decode() for name in NAMES])
    await asyncio.get_running_loop().create_task(handler(), name=NAMES[4])
asyncio.run(main())
