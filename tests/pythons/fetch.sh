#!/usr/bin/env bash
# Unpacks Debian sid's Python 3.14 and 3.15 (with uvloop, FastAPI, uvicorn, aiohttp) into a folder: nothing is installed on
# the machine, the folder is a root of its own (own glibc), and the tests run its interpreters with chroot.
#   fetch.sh [FOLDER]        default: $UNJAM_PYTHONS, else ~/.cache/unjam/pythons
set -euo pipefail
folder=${1:-${UNJAM_PYTHONS:-${XDG_CACHE_HOME:-$HOME/.cache}/unjam/pythons}}
root=$folder/sid
# semaphores of the C library live there
prepare() { mkdir -p "$root/dev/shm" && chmod 1777 "$root/dev/shm" "$root/tmp"; }
if [ -e "$root/.complete" ]; then prepare; echo "$root"; exit 0; fi
work=$folder/apt
rm -rf "$work" "$root"
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$root"
: > "$work/status"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] http://deb.debian.org/debian sid main" > "$work/sources.list"
cat > "$work/apt.conf" <<CONF
Dir::State "$work/state"; Dir::State::status "$work/status"; Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list"; Dir::Etc::sourceparts "-";
APT::Install-Recommends "false"; APT::Sandbox::User "root"; Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
CONF
export APT_CONFIG=$work/apt.conf DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --download-only \
  python3.14 python3.15 python3-uvloop python3-fastapi python3-uvicorn python3-aiohttp > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
# usr-merged systems: the links must be there before packages unpack over them
mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/tmp" "$root/proc" "$root/dev"
for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
for package in "$work"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink
done
[ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3 2>/dev/null || : > "$root/dev/null"
[ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9 2>/dev/null || true
prepare
rm -rf "$work"
touch "$root/.complete"
echo "$root"
