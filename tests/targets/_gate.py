"""Lets a target wait, without a thread or a pool of its own, until its watcher says on stdin that it is attached."""
import asyncio, sys

async def opened():
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    def heard():
        loop.remove_reader(sys.stdin); sys.stdin.readline(); done.set()
    loop.add_reader(sys.stdin, heard)
    await done.wait()
