#!/usr/bin/env bash
# Installs what the tests need and a bare Debian machine lacks: packages by apt, Python 3.14 and 3.15 and .NET 8 and 9 into folders of their own,
# a browser, npm packages beside the page and the tests that use them. Does nothing where all is there. Uses sudo when it is not run by root.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/sdk.sh

declare -A package_of=([promtool]=prometheus [prometheus-alertmanager]=prometheus-alertmanager [python3]=python3 [node]=nodejs [npm]=npm [strip]=binutils [gcc]=gcc [chromium-headless-shell]=chromium-headless-shell [setpriv]=util-linux [kill]=procps)
wanted=()
for program in "${!package_of[@]}"; do
  command -v "$program" > /dev/null || wanted+=("${package_of[$program]}")
done
[ -x /usr/bin/python3 ] || wanted+=(python3)
for module in uvloop fastapi uvicorn aiohttp django gunicorn psycopg2 asgiref nest_asyncio prometheus_client trio; do
  /usr/bin/python3 -c "import $module" 2> /dev/null || wanted+=("python3-${module//_/-}")
done
[ -e /usr/include/stdio.h ] || wanted+=(libc6-dev)
[ -d /usr/share/fonts/truetype/dejavu ] || wanted+=(fonts-dejavu-core)
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || wanted+=(postgresql)
if [ ${#wanted[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || { echo "These packages are missing, and installing them needs root or sudo: ${wanted[*]}" >&2; exit 1; }
    echo "Installing by sudo: ${wanted[*]}"
    as_root=(sudo)
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${wanted[@]}" > /dev/null
fi

tests/runtimes/fetch.sh > /dev/null & runtimes=$!
tests/pythons/fetch.sh > /dev/null
while IFS= read -r lock; do
  folder=$(dirname "$lock")
  if [ ! -e "$folder/node_modules/.package-lock.json" ] || [ "$lock" -nt "$folder/node_modules/.package-lock.json" ]; then
    npm ci --silent --no-audit --no-fund --prefix "$folder"
  fi
done < <(find tests web -maxdepth 2 -name package-lock.json -not -path "*/node_modules/*")
wait "$runtimes"

here=$(find "${PYENV_ROOT:-$HOME/.pyenv}/versions" -maxdepth 1 -mindepth 1 -printf '%f\n' 2> /dev/null | grep -E '^3\.([89]|1[0-9])\.' | sort -V | tr '\n' ' ' || true)
missing=()
for series in 3.8 3.9 3.10 3.11 3.12 3.13; do
  case " $here" in *" $series."*) ;; *) [ "$series" = "$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')" ] || missing+=("$series") ;; esac
done
echo "Pythons for the tests: ${here}$(/usr/bin/python3 -c 'import platform; print(platform.python_version())') (system) 3.14 3.15 (Debian sid)"
[ ${#missing[@]} -eq 0 ] || echo "Not on this machine, so not tested against: Python ${missing[*]} (pyenv would give them)"
