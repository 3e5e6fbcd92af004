#!/bin/sh
# Measures the whole program with its three servers: the first start, the second and further starts, idle memory, the stop.
# Linux only (it reads /proc). Needs ./mvnw package and curl. Usage: bench/start-and-memory.sh [runs] [seconds idle before memory is read]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
runs=${1:-5}
idle=${2:-30}
port=${PORT:-18999}
data=$(mktemp -d)
archive=$data/classes.jsa
trap 'rm -rf "$data"' EXIT

now() { date +%s%N; }
since() { echo $((($(now) - $1) / 1000000)); }

# Resident memory in KiB, with shared pages divided among their users: of the program, and of all processes working in the data folder.
pss() { awk '/^Pss:/ {print $2}' "/proc/$1/smaps_rollup" 2>/dev/null || echo 0; }
family() {
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/cwd" 2>/dev/null)" in "$data"*) echo "${process#/proc/}" ;; esac
  done
}

run() {
  begin=$(now)
  (cd "$data" && exec env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" @"$OLDPWD/src/main/launch/jvm.options" \
    -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$archive" -Dsluice.data="$data" -Dsluice.sample-video=false \
    -Dquarkus.http.port="$port" -Dsluice.delivery.port=$((port + 1)) \
    -jar "$OLDPWD/target/quarkus-app/quarkus-run.jar") >"$data/output" 2>&1 &
  program=$!
  until curl -sf -o /dev/null -m 2 "http://127.0.0.1:$port/q/health/ready"; do
    kill -0 "$program" 2>/dev/null || { cat "$data/output"; exit 1; }
    sleep 0.05
  done
  ready=$(since "$begin")
  cpu=0
  for process in $(family); do
    cpu=$((cpu + $(awk '{print $14 + $15}' "/proc/$process/stat" 2>/dev/null || echo 0)))
  done
  memory=
  if [ "$2" -gt 0 ]; then
    sleep "$2"
    all=0
    for process in $(family); do all=$((all + $(pss "$process"))); done
    memory=", idle $((all / 1024)) MiB (program $(($(pss "$program") / 1024)), servers $(((all - $(pss "$program")) / 1024)))"
  fi
  begin=$(now)
  kill "$program"
  wait "$program" || true
  echo "$1: ready after $ready ms (processor time $((cpu * 10)) ms)$memory, stopped in $(since "$begin") ms"
  # A guard looks once a second whether its server has ended.
  left=$(family)
  tries=20
  while [ -n "$left" ] && [ "$tries" -gt 0 ]; do
    sleep 0.25
    tries=$((tries - 1))
    left=$(family)
  done
  [ -z "$left" ] || { echo "Still running: $left"; exit 1; }
}

echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
run "first start" 0
i=1
while [ "$i" -lt "$runs" ]; do
  run "start $((i + 1))" 0
  i=$((i + 1))
done
run "last start" "$idle"
