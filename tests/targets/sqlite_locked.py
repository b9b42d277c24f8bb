"""A coroutine writes to an SQLite database that another connection has locked: sqlite3 sleeps and tries again, on the loop."""
import asyncio, os, sqlite3, tempfile, _truth
path = os.path.join(tempfile.mkdtemp(), "shop.db")
holder = sqlite3.connect(path, isolation_level=None)
holder.execute("create table orders (id integer)"); holder.execute("begin exclusive")
def store(connection): connection.execute("insert into orders values (1)")      # CULPRIT: waits for the lock of the database
async def handler(connection):
    try: store(connection)
    except sqlite3.OperationalError: pass            # database is locked
async def main():
    connection = sqlite3.connect(path, timeout=1.5, isolation_level=None)
    _truth.start("sqlite_locked", culprit="store", finding="loop-blocked", cause="lock", blocked_s=1.5, advice="aiosqlite")
    while True:
        await asyncio.create_task(handler(connection), name="POST /orders"); await asyncio.sleep(0.3)
asyncio.run(main())
