#!/usr/bin/env bash
# What the tests need from the system: Chromium, a Chinese font, PostgreSQL, strace, which disturbs the disk of a running server,
# and certutil, which lets a test's Chromium trust the local certificate authority. As root on Debian they are installed; elsewhere this says exactly what is missing.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v certutil >/dev/null || missing+=(libnss3-tools)
command -v strace >/dev/null || missing+=(strace)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
fc-list :lang=zh-cn family 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null
  exit 0
fi

echo "The tests need packages that are missing here (Debian's names): ${missing[*]}"
echo "Install them, for example with: sudo apt install ${missing[*]}"
exit 1
