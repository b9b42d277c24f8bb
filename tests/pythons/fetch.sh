#!/usr/bin/env bash
# Unpacks Debian sid's Python 3.14 and 3.15 (with uvloop, FastAPI, uvicorn, aiohttp) into a folder: nothing is installed on
# the machine, the folder is a root of its own (own glibc), and the tests run its interpreters with chroot. The debug build
# of 3.14 comes beside it; that of this machine's own python3 into debug/.
#   fetch.sh [FOLDER]        default: $UNJAM_PYTHONS, else ~/.cache/unjam/pythons
set -euo pipefail
folder=${1:-${UNJAM_PYTHONS:-${XDG_CACHE_HOME:-$HOME/.cache}/unjam/pythons}}
root=$folder/sid
work=$folder/apt

# apt with sid as its only source, and nothing of this machine's state
open_sid() {
  rm -rf "$work"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
  : > "$work/status"
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb [signed-by=$keyring] http://deb.debian.org/debian sid main" > "$work/sources.list"
  cat > "$work/apt.conf" <<CONF
Dir::State "$work/state"; Dir::State::status "$work/status"; Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list"; Dir::Etc::sourceparts "-";
APT::Install-Recommends "false"; APT::Sandbox::User "root"; Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
CONF
  APT_CONFIG=$work/apt.conf apt-get update -qq
}

# downloads packages into the present folder; the log is shown when it fails
download() { apt-get download -qq "$@" -o APT::Sandbox::User=root > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }

unpack_sid() {
  rm -rf "$root"
  mkdir -p "$root"
  APT_CONFIG=$work/apt.conf DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --download-only \
    python3.14 python3.15 python3-uvloop python3-fastapi python3-uvicorn python3-aiohttp > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  # usr-merged systems: the links must be there before packages unpack over them
  mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/tmp" "$root/proc" "$root/dev"
  for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
  for package in "$work"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink
  done
  [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3 2>/dev/null || : > "$root/dev/null"
  [ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9 2>/dev/null || true
  touch "$root/.complete"
}

# a debug build must be of the same release as the standard library beside it
unpack_debug_builds() {
  mkdir -p "$work/debug" "$folder/debug"
  (cd "$work/debug" && APT_CONFIG=$work/apt.conf download python3.14-dbg libpython3.14-dbg)
  for package in "$work"/debug/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --wildcards \
      './usr/bin/python3.14d' './usr/lib/python3.14/lib-dynload/*' 2>> "$work/log" || true
  done
  rm "$work"/debug/*.deb
  if [ ! -x "$root/usr/bin/python3.14d" ] || ! compgen -G "$root/usr/lib/python3.14/lib-dynload/_asyncio.cpython-314d-*" > /dev/null; then
    cat "$work/log" >&2; exit 1
  fi
  own=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  (cd "$work/debug" && download "python$own-dbg")
  dpkg-deb --fsys-tarfile "$work"/debug/*.deb | tar -x -O "./usr/bin/python${own}d" > "$folder/debug/python3d"
  chmod 755 "$folder/debug/python3d"
  touch "$root/.debug"
}

[ -e "$root/.complete" ] && [ -e "$root/.debug" ] || open_sid
[ -e "$root/.complete" ] || unpack_sid
[ -e "$root/.debug" ] || unpack_debug_builds
# semaphores of the C library live there
mkdir -p "$root/dev/shm" && chmod 1777 "$root/dev/shm" "$root/tmp"
rm -rf "$work"
echo "$root"
