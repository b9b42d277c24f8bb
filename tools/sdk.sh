#!/usr/bin/env bash
# Says in one sentence what no package source of Debian gives: the .NET SDK.
set -euo pipefail
if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  echo "Unjam needs the .NET SDK 10, which is not here: install it from https://dotnet.microsoft.com/download/dotnet/10.0 (or your image's dotnet-sdk-10.0 package) and run this again." >&2
  exit 1
fi
