"""Scribbles over its own interpreter structures: a piece for about a millisecond at a time, then it puts it back. The threads that they belong to sleep for ever,
so nobody but a reader from outside meets the damage. Of them one runs a loop that is blocked, the other nested calls."""
import asyncio, ctypes, gc, os, random, sys, threading, time
import _truth
gc.disable()
ctypes.pythonapi.PyThreadState_Get.restype = ctypes.c_void_p
states = {}
def nap(depth):
    if depth:
        return nap(depth - 1)
    states[threading.get_ident()] = ctypes.pythonapi.PyThreadState_Get()
    time.sleep(1e6)
async def block():
    nap(3)
victims = [threading.Thread(target=nap, args=(20,), daemon=True, name="napper"), threading.Thread(target=lambda: asyncio.run(block()), daemon=True, name="looper")]
for victim in victims:
    victim.start()
while len(states) < 2:
    time.sleep(0.01)
time.sleep(0.2)
pieces = []
frames = sys._current_frames()
kept = []                                        # frames stay objects, and so do not move
for ident, state in states.items():
    pieces.append((state, 200))
    frame = frames[ident]
    while frame is not None:
        kept.append(frame)
        pieces.append((id(frame), 56))
        if frame.f_code.co_filename == __file__ or frame.f_code.co_name in ("_run_once", "run_forever", "run_until_complete", "_run"):
            pieces.append((id(frame.f_code), 160))
        if sys.version_info >= (3, 11):          # PyFrameObject.f_frame: ob_base 16, f_back 8
            pieces.append((ctypes.c_uint64.from_address(id(frame) + 24).value, 120))
        frame = frame.f_back
ABSURD = (0, 1, 7, 2**63, 2**64 - 1, 0xffff800000000000, 0xdeadbeefdeadbee8, 2**31 - 1)
def scribble(address, length):
    old = ctypes.string_at(address, length)
    for _ in range(random.choice((1, 1, 2, 8))):
        word = address + 8 * random.randrange(length // 8)
        there = ctypes.c_uint64.from_address(word)
        there.value = random.choice((there.value ^ (1 << random.randrange(64)), random.choice(ABSURD), random.getrandbits(64), random.choice(pieces)[0], address))
    until = time.perf_counter() + random.choice((0.0001, 0.001, 0.003))
    while time.perf_counter() < until:
        pass
    ctypes.memmove(address, old, length)
duration, _truth.DURATION = _truth.DURATION, 0   # its timer would wake in code that is being scribbled over
_truth.start("scribbler", pieces=len(pieces))
until = time.monotonic() + duration
while time.monotonic() < until:
    scribble(*random.choice(pieces))
os._exit(0)
