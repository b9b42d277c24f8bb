#!/usr/bin/env bash
# Publishes the command as one self-contained, trimmed, ready-to-run file: out/unjam.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=artifacts/publish/unjam-linux-x64
log=artifacts/publish/unjam-linux-x64.log
mkdir -p out artifacts/publish
# one compiler for all projects, whatever the environment says; it would stay when it is not told to end
trap 'dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1' EXIT
if ! dotnet publish src/Unjam.Cli/Unjam.Cli.csproj --configuration Release --runtime linux-x64 --self-contained \
    -p:PublishSingleFile=true -p:PublishTrimmed=true -p:PublishReadyToRun=true -p:DebugType=none -p:PublishDocumentationFiles=false -p:UseSharedCompilation=true \
    --output "$folder" -v minimal > "$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
# replaced in one step: whoever runs the old file keeps it
install -m 755 "$folder/unjam" out/.unjam.new
mv -f out/.unjam.new out/unjam
echo "out/unjam is built ($(du -m out/unjam | cut -f1) MB)"
