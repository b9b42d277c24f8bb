#!/usr/bin/env bash
# Compares src/Unjam.Python/Layouts/offsets.tsv with the debug information of a Python: the libpython (or the interpreter) and its
# modules _asyncio and _queue. Needs gdb. Prints each field whose offset differs; for a version without a column, all offsets.
#   check.sh PYTHON...        default: all of pyenv's that have a column
set -euo pipefail
cd "$(dirname "$0")"
table=../../src/Unjam.Python/Layouts/offsets.tsv
export FIELDS=$PWD/fields.tsv
[ $# -gt 0 ] || set -- "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.{8,9,1[0-9]}.*/bin/python3
status=0
for python in "$@"; do
  series=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  column=$(grep -m1 -P '^field\t' "$table" | tr '\t' '\n' | grep -nx "$series" | cut -d: -f1) || column=""
  files=$("$python" -c 'import os, sys, sysconfig as c
lib = os.path.join(c.get_config_var("LIBDIR"), c.get_config_var("INSTSONAME") or "")
print(lib if c.get_config_var("Py_ENABLE_SHARED") and os.path.isfile(lib) else os.path.realpath(sys.executable))
for name in ("_asyncio", "_queue"):
    module = __import__(name)
    if getattr(module, "__file__", None): print(module.__file__)')
  seen=$(for file in $files; do gdb -q -batch -nx -x print_offsets.py "$file" 2> /dev/null; done | awk -F'\t' 'NF == 2 && !seen[$1]++')
  [ -n "$seen" ] || { echo "$python: no debug information"; status=1; continue; }
  [ -n "$column" ] || { echo "$python: no column $series; it would be:"; echo "$seen"; continue; }
  # '@' is said by the target itself, '-' is not used
  if awk -F'\t' -v column="$column" -v python="$python" '
      NR == FNR { seen[$1] = $2; next }
      /^#|^field/ || $1 ~ /^shape|suspended|executing/ { next }
      $column ~ /^[0-9]+$/ && !($1 in seen) { print python ": " $1 " is " $column " in the table and is not in the debug information"; next }
      $column ~ /^[0-9]+$/ { checked++; if (seen[$1] != $column) { print python ": " $1 " is " $column " in the table and " seen[$1] " in the debug information"; wrong++ } }
      END { print python ": " checked " fields checked, " wrong + 0 " differ"; exit wrong > 0 }' <(echo "$seen") "$table"; then :; else status=1; fi
done
exit $status
