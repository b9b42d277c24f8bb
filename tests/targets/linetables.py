"""Prints, for the code objects of some modules of its own standard library, the line of every instruction as Python itself says: a JSON line each."""
import dis, importlib, json, sys, types
MODULES = sys.argv[1:]
def codes(code):
    yield code
    for const in code.co_consts:
        if isinstance(const, types.CodeType): yield from codes(const)
def lines(code):
    if hasattr(code, "co_lines"):
        return [line or 0 for start, end, line in code.co_lines() for _ in range(start, end, 2)]
    starts, out, line = dict(dis.findlinestarts(code)), [], code.co_firstlineno
    for offset in range(0, len(code.co_code), 2):
        line = starts.get(offset, line); out.append(line)
    return out
for name in MODULES:
    with open(importlib.import_module(name).__file__, "rb") as f: top = compile(f.read(), name, "exec")
    for code in codes(top):
        table = code.co_linetable if hasattr(code, "co_linetable") else code.co_lnotab
        print(json.dumps({"name": code.co_name, "first": code.co_firstlineno, "table": table.hex(), "lines": lines(code)}))
print("END", flush=True)
