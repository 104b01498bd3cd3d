#!/usr/bin/env bash
# Base images by the names that a delivered Dockerfile asks for, made of this machine's own SDK, for buildah: bases.sh STORE.
# Neither has a shell or any other program, so that nothing of the build or of the service can lean on one.
set -euo pipefail
store="${1:?a folder for the images}"
b() { buildah --root "$store/root" --runroot "$store/run" --storage-driver vfs "$@"; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
root="$work/root"
dotnet="$(dirname "$(readlink -f "$(command -v dotnet)")")"

mkdir -p "$root"/{app,tmp,etc/ssl,proc,sys,dev,home/app,usr/bin,usr/lib/x86_64-linux-gnu,usr/lib64,usr/share/dotnet}
ln -s usr/lib "$root/lib"
ln -s usr/lib64 "$root/lib64"
chmod 1777 "$root/tmp"
printf 'root:x:0:0::/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\napp:x:1654:\n' >"$root/etc/group"
cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$root/usr/share/dotnet/"
ln -s /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"
# What the runtime links to, and what it loads by name: encryption and the rules of languages.
{
  find "$dotnet/shared" "$dotnet/host" -name '*.so' -exec ldd {} + 2>/dev/null | sed --quiet 's/.*=> \(\/[^ ]*\).*/\1/p'
  ls /usr/lib/x86_64-linux-gnu/lib{ssl,crypto,icuuc,icui18n,icudata}.so.[0-9]*
} | grep -v "^$dotnet" | sort --unique | xargs -I{} cp -L {} "$root/usr/lib/x86_64-linux-gnu/"
cp -L /lib64/ld-linux-x86-64.so.2 "$root/usr/lib64/"
cp -a /usr/share/zoneinfo "$root/usr/share/"
cp -rL /etc/ssl/certs "$root/etc/ssl/"

# image NAME SETTING...: what is there now, as an image.
image() {
  local name="$1" made
  shift
  made="$(b from scratch)"
  b copy --quiet "$made" "$root" / >/dev/null
  b config --env PATH=/usr/bin "$@" "$made"
  b commit --quiet "$made" "$name" >/dev/null
  b rm "$made" >/dev/null
}

image mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra --user 1654
cp -a "$dotnet/sdk" "$dotnet/packs" "$root/usr/share/dotnet/"
mkdir -p "$root/root/.nuget/NuGet"
cp ~/.nuget/NuGet/NuGet.Config "$root/root/.nuget/NuGet/"
authority="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}"
cp -L "$authority" "$root/etc/authority.crt"
image mcr.microsoft.com/dotnet/sdk:10.0 --env HOME=/root --env SSL_CERT_FILE=/etc/authority.crt \
  --env "NUGET_CERT_REVOCATION_MODE=${NUGET_CERT_REVOCATION_MODE:-online}"
