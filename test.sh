#!/usr/bin/env bash
# Installs what the tests need, builds everything with warnings as errors, and runs all tests.
# Any argument goes on to 'dotnet test', for example: ./test.sh --filter TestCategory!=Slow
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need() { # need PROGRAM DEBIAN-PACKAGE
  command -v "$1" >/dev/null 2>&1 && return
  ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1 && return
  echo "Installing $2 (for $1)"
  local as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

need initdb postgresql
need mariadb-install-db mariadb-server
need curl curl
need tmux tmux
need git git
need npm npm
need prometheus prometheus
need prometheus-node-exporter prometheus-node-exporter
need prometheus-blackbox-exporter prometheus-blackbox-exporter
need sqlite3 sqlite3
need openssl openssl
need nginx nginx
need chromium chromium
need haproxy haproxy
need rabbitmq-server rabbitmq-server
need redis-server redis-server
need memcached memcached
need varnishd varnish
need ip iproute2

. tests/compiler.sh
mkdir -p artifacts/packages
rm -rf artifacts/test-results
dotnet build BackendAgents.sln -nologo -v q
dotnet test BackendAgents.sln --no-build -nologo --logger trx --results-directory artifacts/test-results "$@"
