#!/usr/bin/env bash
# Runs every test project, one after the other (some measure time, so nothing may run beside them), and closes with one line that
# counts all tests. A project that ends without a result counts as one failure, as does code that is not formatted.
#   test.sh [CONFIGURATION]      ONLY=Memory limits it to the projects whose name holds that word
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Release}
results=artifacts/tests
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0

if ! dotnet build Unjam.slnx -c "$configuration" -v quiet 2>&1 | tee "$results/build.log" | grep -E 'error|warn' | sort -u; then :; fi
if grep -q 'Build FAILED\|error ' "$results/build.log"; then echo "The solution does not build."; echo "0 passed, 1 failed"; exit 1; fi

if dotnet format Unjam.slnx --verify-no-changes --no-restore > "$results/format.log" 2>&1; then
  passed=$((passed + 1))
else
  failed=$((failed + 1)); head -40 "$results/format.log"; echo "The code is not formatted: run \`make format\`."
fi

# those without live targets first: what they find is found soonest
projects=$(find tests -name '*.Tests.csproj' -not -path '*/artifacts/*' | grep "${ONLY:-}" | sort | awk '/Live|Cases/ { live = live $0 "\n"; next } { print } END { printf "%s", live }')
for project in $projects; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  timeout --kill-after=30 1200 dotnet test "$project" -c "$configuration" --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" < /dev/null > "$results/$name.log" 2>&1
  code=$?
  grep -E '^ +Failed |Error Message|^ +[A-Z][A-Za-z.]+Exception|^Total|Passed!|Failed!|run with:|no Python of:' "$results/$name.log" | head -60
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2> /dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  if [ -z "$counters" ] || [ "$(count total)" = 0 ]; then
    failed=$((failed + 1)); tail -40 "$results/$name.log"; echo "$name gave no result (exit code $code)."
    continue
  fi
  bad=$(( $(count total) - $(count passed) - $(count notExecuted) ))
  # the run as a whole can fail though every test passed: a crash at the end, a host that hung
  if [ $code -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; tail -40 "$results/$name.log"; echo "$name ended with exit code $code."; fi
  if [ "$bad" -gt 0 ]; then grep -vE '^ +Passed ' "$results/$name.log" | head -300; fi
  passed=$((passed + $(count passed))); failed=$((failed + bad)); skipped=$((skipped + $(count notExecuted)))
done

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
