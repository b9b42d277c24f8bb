"""A coroutine updates a row with psycopg2 while another transaction of a real PostgreSQL holds it: the loop is held. Culprit line: reserve_seat()."""
import asyncio, glob, os, pwd, shutil, subprocess, tempfile, atexit, _service, _truth, psycopg2
binaries, port, folder = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1], _service.free_port(), tempfile.mkdtemp()

def as_postgres():
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres"); os.setgid(user.pw_gid); os.setuid(user.pw_uid)
    _truth.die_with_parent()

if os.geteuid() == 0: os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
run = lambda *words: subprocess.run(words, check=True, preexec_fn=as_postgres, stdout=subprocess.DEVNULL, cwd="/")
run(f"{binaries}/initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "seats", "--no-sync")
server = subprocess.Popen([f"{binaries}/postgres", "-D", f"{folder}/data", "-p", str(port), "-k", folder, "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"],
                          preexec_fn=as_postgres, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True))

def connect():
    while True:
        try: return psycopg2.connect(host="127.0.0.1", port=port, user="seats", dbname="postgres")
        except psycopg2.OperationalError:
            if server.poll() is not None: raise

first, second = connect(), connect()
first.cursor().execute("CREATE TABLE seat (id int PRIMARY KEY, taken bool)"); first.cursor().execute("INSERT INTO seat VALUES (1, false)"); first.commit()
first.cursor().execute("UPDATE seat SET taken = true WHERE id = 1")     # and never commits

def reserve_seat(): second.cursor().execute("UPDATE seat SET taken = true WHERE id = 1")   # CULPRIT

async def main():
    _truth.start("postgres_locked_row", culprit="reserve_seat", peer=f"127.0.0.1:{port}")
    await asyncio.sleep(0.1)
    reserve_seat()
asyncio.run(main())
