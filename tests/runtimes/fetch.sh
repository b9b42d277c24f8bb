#!/usr/bin/env bash
# Builds the cases of tests/Unjam.DotNetCases that need nothing but the runtime for runtimes that are not this machine's: .NET 8 and 9, which bring
# themselves along, and compiled ahead of time. The packages come from nuget.org, by the SDK that is here. Does nothing where all is there and the
# sources are the same; some 160 MB remain.
#   fetch.sh [FOLDER]        default: $UNJAM_RUNTIMES, else ~/.cache/unjam/runtimes
set -euo pipefail
cases=$(cd "$(dirname "$0")/../Unjam.DotNetCases/Plain" && pwd)
folder=${1:-${UNJAM_RUNTIMES:-${XDG_CACHE_HOME:-$HOME/.cache}/unjam/runtimes}}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
stamp=$(cat "$0" "$cases"/*.cs | sha256sum | cut -d' ' -f1)

# NAME FRAMEWORK PROPERTIES: a project outside of the working copy, so that neither its settings nor its solution know of it
build() {
  [ "$(cat "$folder/$1/.built" 2> /dev/null)" != "$stamp" ] || return 0
  local work=$folder/.work-$1
  rm -rf "$work" "${folder:?}/$1"
  mkdir -p "$work"
  echo 'return Shop.Stage.Run(args, Shop.PlainCases.All);' > "$work/Program.cs"
  cat > "$work/Cases.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>$2</TargetFramework><LangVersion>14</LangVersion><RuntimeIdentifier>linux-x64</RuntimeIdentifier>
    <Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><RootNamespace>Shop</RootNamespace>
    <InvariantGlobalization>true</InvariantGlobalization><TieredPGO>false</TieredPGO><EventSourceSupport>true</EventSourceSupport>$3
  </PropertyGroup>
  <ItemGroup><Compile Include="$cases/*.cs" /></ItemGroup>
</Project>
PROJECT
  if ! dotnet publish "$work/Cases.csproj" -c Release -o "$folder/$1" -v minimal > "$folder/$1.log" 2>&1; then cat "$folder/$1.log" >&2; return 1; fi
  rm -rf "$work" "$folder/$1.log" "$folder/$1"/*.dbg
  echo "$stamp" > "$folder/$1/.built"
}

mkdir -p "$folder"
# three at once: most of the time is downloading
build 8.0 net8.0 '<SelfContained>true</SelfContained>' & eight=$!
build 9.0 net9.0 '<SelfContained>true</SelfContained>' & nine=$!
build aot net9.0 '<PublishAot>true</PublishAot><CppCompilerAndLinker>gcc</CppCompilerAndLinker>' & ahead=$!
failed=0
for each in $eight $nine $ahead; do wait "$each" || failed=1; done
[ "$failed" -eq 0 ] || exit 1
echo "$folder"
