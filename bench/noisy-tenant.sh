#!/bin/sh
# Measures what a tenant that calls at 100 times its limit does to another: the latency of tenant B's requests alone and beside tenant A, in
# windows that take turns, over HTTP, in one run. Needs ./mvnw package. Usage: bench/noisy-tenant.sh [pairs of windows] [seconds of each]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
pairs=${1:-12}
seconds=${2:-5}
port=${PORT:-18996}
data=$(mktemp -d)
program=
stop() {
  [ -z "$program" ] || { kill "$program" 2>/dev/null && wait "$program" || true; }
  rm -rf "$data"
}
trap stop EXIT

env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" @src/main/launch/jvm.options -Dsluice.data="$data" -Dsluice.roles=api \
  -Dsluice.sample-video=false -Dsluice.limits.address-requests=1000000000 -Dquarkus.http.port="$port" \
  -jar target/quarkus-app/quarkus-run.jar >"$data/output" 2>&1 &
program=$!
until curl -sf -o /dev/null -m 2 "http://127.0.0.1:$port/q/health/ready"; do
  kill -0 "$program" 2>/dev/null || { cat "$data/output"; exit 1; }
  sleep 0.2
done
echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $pairs pairs of windows of $seconds s"
"$JAVA_HOME/bin/java" bench/NoisyTenant.java "$port" "$data/admin-key" "$pairs" "$seconds"
