"""Tasks in every shape of waiting: a chain of coroutines, gather, a future, an async generator, an async context manager, one that is
   done, one that has a name of the runtime's own. The announcement tells what a reader must see."""
import asyncio, _truth

async def leaf(): await asyncio.sleep(3600)
async def mid(): await leaf()
async def chain(): await mid()
async def gathering(): await asyncio.gather(leaf(), leaf())
async def on_future(future): await future
async def numbers():
    yield 1
    await asyncio.sleep(3600)
    yield 2
async def iterating():
    async for _ in numbers(): pass
class Held:
    async def __aenter__(self): await asyncio.sleep(3600)
    async def __aexit__(self, *_): pass
async def entering():
    async with Held(): pass
async def done(): pass

async def main():
    loop = asyncio.get_running_loop()
    kept = [loop.create_task(each, name=name) if name else loop.create_task(each) for name, each in (
        ("chain", chain()), ("gathering", gathering()), ("on-future", on_future(loop.create_future())),
        ("iterating", iterating()), ("entering", entering()), ("done", done()), (None, leaf()))]
    await asyncio.sleep(0.05)
    _truth.start("tasks", chains={"chain": ["sleep", "leaf", "mid", "chain"], "gathering": ["gathering"], "on-future": ["on_future"],
                                  "iterating": ["sleep", "numbers", "iterating"], "entering": ["sleep", "__aenter__", "entering"]},
                 pending=9, done="done")                # main, six that wait, and the two children of gather
    await asyncio.gather(*kept)
asyncio.run(main())
