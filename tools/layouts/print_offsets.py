"""Run by gdb: prints, for each field of fields.tsv, its offset by the debug information of the file that gdb has opened."""
import os
import gdb

gdb.execute("set language c")


def expression(name):
    if name.startswith("sizeof("):
        return name
    structure, _, member = name.partition(".")
    structure = {"struct_gil": "struct _gil_runtime_state", "struct_gc": "struct _gc_runtime_state", "struct_wait_entry": "struct wait_entry"}.get(structure, structure)
    return f"(long)&(({structure}*)0)->{member}"


for line in open(os.environ["FIELDS"]):
    if line.startswith("#"):
        continue
    field, names = line.rstrip("\n").split("\t")
    for name in names.split():
        try:
            print(f"{field}\t{int(gdb.parse_and_eval(expression(name)))}")
            break
        except gdb.error:
            continue  # this build has no such type or member: the next name
