#!/usr/bin/env bash
# Runs every test project and closes with one line that counts all tests. Projects run one after the other, for most have bars of time; only the longest
# one runs beside a row of others. Those that only compute take what CPU time all these leave: the scheduler lets them run when nobody else would. A project that ends without a result counts as one failure, as does code that is not formatted.
#   test.sh [CONFIGURATION]      ONLY=Memory limits it to the projects whose name holds that word
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Release}
export configuration results=artifacts/tests
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0

# one compiler for all projects, whatever the environment says: one each takes twice as long. It would stay when it is not told to end
if ! dotnet build Unjam.slnx -c "$configuration" -v quiet -p:UseSharedCompilation=true 2>&1 | tee "$results/build.log" | grep -E 'error|warn' | sort -u; then :; fi
dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1
if grep -q 'Build FAILED\|error ' "$results/build.log"; then echo "The solution does not build."; echo "0 passed, 1 failed"; exit 1; fi

# leaves format.code; what analyzers say has stopped the build already
check_format() {
  { dotnet format whitespace Unjam.slnx --verify-no-changes --no-restore && dotnet format style Unjam.slnx --verify-no-changes --no-restore; } > "$results/format.log" 2>&1
  echo $? > "$results/format.code"
}
export -f check_format

# run PROJECT [FILTER PART]: leaves NAME.trx, NAME.log and NAME.code; a part of a project has a name of its own
run() {
  if [ "$1" = format ]; then check_format; return; fi
  local name; name=$(basename "$1" .csproj)${3:-}
  timeout --kill-after=30 1200 dotnet test "$1" -c "$configuration" --no-build --results-directory "$results" ${2:+--filter "$2"} \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" < /dev/null > "$results/$name.log" 2>&1
  echo $? > "$results/$name.code"
}
export -f run

# tell PROJECT [PART]: adds what its files say
tell() {
  local name code counters bad
  name=$(basename "$1" .csproj)${2:-}
  code=$(cat "$results/$name.code")
  echo "== $name"
  grep -E '^ +Failed |Error Message|^ +[A-Z][A-Za-z.]+Exception|^Total|Passed!|Failed!|run with:|no Python of:' "$results/$name.log" | head -60
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2> /dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  if [ -z "$counters" ] || [ "$(count total)" = 0 ]; then
    failed=$((failed + 1)); tail -40 "$results/$name.log"; echo "$name gave no result (exit code $code)."
    return
  fi
  bad=$(( $(count total) - $(count passed) - $(count notExecuted) ))
  # the run as a whole can fail though every test passed: a crash at the end, a host that hung
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; tail -40 "$results/$name.log"; echo "$name ended with exit code $code."; fi
  if [ "$bad" -gt 0 ]; then
    grep -vE '^ +Passed ' "$results/$name.log" | head -300
    grep -A3 -E '^ +Failed [A-Z]' "$results/$name.log" | grep -vE 'Error Message:|^--' | cut -c1-200 >> "$results/failed.txt"
  fi
  passed=$((passed + $(count passed))); failed=$((failed + bad)); skipped=$((skipped + $(count notExecuted)))
}

# whatever else is to run goes first
leave_cpu() {
  if chrt --idle 0 true 2> /dev/null; then chrt --idle 0 "$@"; else nice -n 19 "$@"; fi
}

all=$(find tests -name '*.Tests.csproj' -not -path '*/artifacts/*' | grep "${ONLY:-}" | sort)
computing=$(grep -E 'Analyzers|Architecture|Diagnosis|Export|Python' <<< "$all")
longest=$(grep -E 'Cases' <<< "$all")
beside=$(grep -E 'Cli|Memory|Serve' <<< "$all")
alone=$(grep -E 'Unjam\.(DotNetLive|Live)\.' <<< "$all")
first=$(grep -vxF "$computing"$'\n'"$longest"$'\n'"$beside"$'\n'"$alone" <<< "$all")

printf '%s\n' $computing format | leave_cpu xargs -P 2 -I {} bash -c 'run {}' &
computed=$!
for project in $first; do run "$project"; tell "$project"; done
for project in $longest; do run "$project"; done &
slow=$!
pages=FullyQualifiedName~LivePageTests # have a bar of seconds for what a person sees
for project in $beside; do
  case $project in *Serve*) run "$project" "${pages/'~'/'!~'}" ;; *) run "$project" ;; esac
  tell "$project"
done
wait $slow
for project in $longest; do tell "$project"; done
for project in $(grep Serve <<< "$beside"); do run "$project" "$pages" .Pages; tell "$project" .Pages; done
for project in $alone; do run "$project"; tell "$project"; done
wait $computed
for project in $computing; do tell "$project"; done
if [ "$(cat "$results/format.code")" -eq 0 ]; then
  passed=$((passed + 1))
else
  failed=$((failed + 1)); head -40 "$results/format.log"; echo "The code is not formatted: run \`make format\`." | tee -a "$results/failed.txt"
fi

# again at the end, where one looks first
[ ! -s "$results/failed.txt" ] || head -40 "$results/failed.txt"
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
