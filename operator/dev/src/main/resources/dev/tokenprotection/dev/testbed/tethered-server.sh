#!/bin/sh
# Runs the server that this file is named after (etcd or kube-apiserver) for as long as its starter lives.
#
# The starter holds the other end of standard input. When that closes, also because the starter was
# killed, the server is ended and what it left on disk is removed. The file lies in a directory of
# its own, beside the program itself: <run>/k8s/<version>/etcd and <run>/programs/etcd.
servers=$(cd "$(dirname "$0")" && pwd)
run=$(cd "$servers/../.." && pwd)
server=$(basename "$0")
program=$run/programs/$server
data=
wal=

# Only this machine may talk to the servers: etcd has no authentication.
count=$#
previous=
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  case $argument in
    http://0.0.0.0:*) argument=http://127.0.0.1:${argument#http://0.0.0.0:} ;;
  esac
  case $previous in
    -data-dir) data=$argument ;;
    -wal-dir) wal=$argument ;;
  esac
  previous=$argument
  set -- "$@" "$argument"
  count=$((count - 1))
done
# The data lives as long as the server: nothing is gained by waiting for the disk.
[ "$server" != etcd ] || set -- "$@" --unsafe-no-fsync

exec 3<&0 </dev/null >"$run/$server.log" 2>&1
(
  trap '' HUP INT TERM
  cat <&3 >/dev/null
  # The number of a process that ended can belong to another by now: the command tells.
  if { cat "/proc/$$/cmdline" || ps -o args= -p $$; } 2>/dev/null | grep -qF "$program"; then
    kill -9 $$
  fi
  [ -z "$data" ] || rm -rf "$data" "$wal" "$run"
) &
exec 3<&-
# In a session of its own, Ctrl-C in the starter's terminal does not reach the server before the starter stops it.
if command -v setsid >/dev/null; then
  exec setsid "$program" "$@"
fi
exec "$program" "$@"
