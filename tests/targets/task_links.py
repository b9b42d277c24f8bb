"""Tasks that await each other: one awaits one, two await the same, one gathers two. On 3.12 and later the last is begun eagerly and blocks
   its loop before it has waited for anything. The announcement tells who awaits whom."""
import asyncio, sys, threading, time, _truth

async def leaf(): await asyncio.sleep(3600)
async def waits_for(task): await task
async def gathers(*tasks): await asyncio.gather(*tasks)
async def eager(): time.sleep(3600)         # CULPRIT

async def main():
    loop = asyncio.get_running_loop()
    names = {}
    def begin(name, work): names[name] = loop.create_task(work, name=name); return names[name]
    one, shared, left, right = (begin(name, leaf()) for name in ("one", "shared", "left", "right"))
    begin("waits-one", waits_for(one)); begin("waits-shared-1", waits_for(shared)); begin("waits-shared-2", waits_for(shared))
    begin("gathers", gathers(left, right))
    await asyncio.sleep(0.1)
    isEager = sys.version_info >= (3, 12)
    _truth.start("task_links", eager="eager" if isEager else None, awaits={"waits-one": "one", "waits-shared-1": "shared", "waits-shared-2": "shared"},
                 awaited_by={"one": ["waits-one"], "shared": ["waits-shared-1", "waits-shared-2"], "left": ["gathers"], "right": ["gathers"], "gathers": []})
    if isEager:
        asyncio.Task(eager(), loop=loop, name="eager", eager_start=True)
    await asyncio.sleep(3600)
asyncio.run(main())
