"""Sessions that are taken and given back in a thread each: with more tasks than tokens, all tokens are held by those who want a
   connection, and those who have one need a token to give it back. Nobody moves again, and the loop is healthy. (anyio)"""
import asyncio, queue, time, _truth
import anyio
import anyio.to_thread
connections = queue.Queue()
for number in range(2): connections.put(number)

def checkout():
    return connections.get()                            # CULPRIT
class Session:
    async def __aenter__(self):
        self.connection = await anyio.to_thread.run_sync(checkout)
    async def __aexit__(self, *error):
        await anyio.to_thread.run_sync(connections.put, self.connection)

async def request():
    async with Session():
        await asyncio.sleep(0.3)
async def main():
    tasks = [asyncio.ensure_future(request()) for _ in range(200)]
    await asyncio.sleep(1)                              # the two that got a connection are on their way out by now
    _truth.start("limiter_teardown", limiter_total=40, borrowed=40, waiting=160, deadlock=True)
    while True: await asyncio.sleep(0.05)
asyncio.run(main())
