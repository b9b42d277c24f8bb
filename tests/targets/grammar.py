"""THREADS (3) threads run random programs of a known grammar for ever: functions that call each other by fixed lines, recursion,
   generators. The announcement names every legal (caller, line, callee), so a stack that holds another edge never existed.
   SPIN (0) makes the innermost function stay a while; SEED makes another grammar."""
import os, random, threading, time, _truth
SPIN, THREADS, FUNCTIONS, WAYS = int(os.environ.get("SPIN", "0")), int(os.environ.get("THREADS", "3")), 12, 4
chance, FILE = random.Random(int(os.environ.get("SEED", "1"))), "<grammar>"
lines, edges = [], []

def emit(text, caller=None, callee=None):
    lines.append(text)
    if callee: edges.append([caller, len(lines), callee])

# the state of a random number generator is a list of one number, so that choosing makes no Python frame of its own
STEP = "s[0] = (s[0] * 1103515245 + 12345) & 0x7fffffff"
for n in range(FUNCTIONS):
    name = f"f{n}"
    emit(f"def {name}(d, s):"); emit("    if d <= 0:"); emit("        for _ in spin: pass"); emit("        return d")
    emit(f"    {STEP}"); emit(f"    k = (s[0] >> 12) % {WAYS}")
    for way in range(WAYS):
        emit(f"    if k == {way}:")
        callee = chance.randrange(FUNCTIONS)
        if way == 0:
            emit(f"        for x in g{callee}(d - 1, s):", name, f"g{callee}"); emit("            s[0] ^= x")
        elif way == 1:
            emit("        return (1 +"); emit(f"            f{callee}(d - 1, s))", name, f"f{callee}")
        else:
            emit(f"        return f{callee}(d - 1, s) + {way}", name, f"f{callee}")
    emit("    return d"); emit("")
    callee = chance.randrange(FUNCTIONS); name = f"g{n}"
    emit(f"def {name}(d, s):"); emit("    yield d"); emit("    if d > 0:"); emit(f"        yield f{callee}(d - 2, s)", name, f"f{callee}")
    emit("")
emit("def work(s):"); emit("    while True:"); emit(f"        {STEP}")
emit("        f0(3 + (s[0] >> 8) % 24, s)", "work", "f0")
space = {"spin": range(SPIN)}
exec(compile("\n".join(lines) + "\n", FILE, "exec"), space)
_truth.start("grammar", file=FILE, root="work", edges=edges, threads=THREADS)
for t in range(THREADS): threading.Thread(target=space["work"], args=([t * 7919 + 1],), name=f"grammar-{t}", daemon=True).start()
while True: time.sleep(3600)
