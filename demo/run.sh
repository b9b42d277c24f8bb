#!/usr/bin/env bash
# Starts the service that stalls, lets unjam say why, and ends the service.
set -euo pipefail
cd "$(dirname "$0")"
python=$(command -v /usr/bin/python3 || command -v python3) || {
  echo "The demo needs a Python to look at: install python3 (3.8 to 3.15), for example with apt-get install python3." >&2
  exit 1
}
log=$(mktemp)
DURATION=60 "$python" service.py > "$log" 2>&1 &
service=$!
trap 'kill -KILL "$service" 2> /dev/null || true; wait "$service" 2> /dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 200); do
  grep -q 'is up' "$log" && break
  kill -0 "$service" 2> /dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.05
done
echo "\$ unjam diagnose $service        # a service that stalls: $("$python" --version), demo/service.py"
../out/unjam diagnose "$service"
