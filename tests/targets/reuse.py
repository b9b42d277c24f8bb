"""Fresh functions of one shape and ever new names, each executed for 3 ms and then dropped, so that the addresses of their code
   objects are reused. JSON lines tell which name ran from when to when, on time.monotonic()."""
import json, time, _truth
SOURCE = "def {name}(until, clock):\n    while clock() < until: pass\n"

def fresh(name):
    space = {}
    exec(compile(SOURCE.format(name=name), "<fresh>", "exec"), space)
    return space[name]

def main():
    number = 0
    while True:
        ran = []
        for _ in range(200):
            number += 1; name = f"fn_{number:07d}"
            function = fresh(name); began = time.monotonic()
            function(began + 0.003, time.monotonic); ran.append([name, began, time.monotonic()])
            del function
        print(json.dumps({"ran": ran}), flush=True)
_truth.start("reuse", file="<fresh>", prefix="fn_", each_s=0.003)
main()
