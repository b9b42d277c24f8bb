"""What the targets that are web services share: a free port, and helper processes that end with them."""
import os, socket, subprocess, sys, _truth

def free_port():
    with socket.socket() as s: s.bind(("127.0.0.1", 0)); return s.getsockname()[1]

def helper(*arguments, ready=False):
    process = subprocess.Popen([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "_load.py"), *map(str, arguments)],
                               stdout=subprocess.PIPE if ready else None, preexec_fn=_truth.die_with_parent)
    if ready: process.stdout.readline()
    return process
