#!/bin/sh
# Measures listing videos out of very many: pages of 50, the first and the thousandth, for every order and kind of filter, over HTTP with
# one caller. The rows are written with SQL. Needs ./mvnw package. Usage: bench/list-videos.sh [videos] [requests for each figure]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
videos=${1:-1000000}
requests=${2:-200}
port=${PORT:-18995}
data=$(mktemp -d)
program=
stop() {
  [ -z "$program" ] || { kill "$program" 2>/dev/null && wait "$program" || true; }
  rm -rf "$data"
}
trap stop EXIT

env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" @src/main/launch/jvm.options -Dsluice.data="$data" -Dsluice.roles=api \
  -Dsluice.sample-video=false -Dsluice.limits.key-requests=1000000000 -Dsluice.limits.tenant-requests=1000000000 \
  -Dsluice.limits.address-requests=1000000000 -Dquarkus.http.port="$port" -jar target/quarkus-app/quarkus-run.jar >"$data/output" 2>&1 &
program=$!
until curl -sf -o /dev/null -m 2 "http://127.0.0.1:$port/q/health/ready"; do
  kill -0 "$program" 2>/dev/null || { cat "$data/output"; exit 1; }
  sleep 0.2
done
echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $videos videos, $requests requests for each figure"
"$JAVA_HOME/bin/java" -cp "$(echo target/quarkus-app/lib/main/org.mariadb.jdbc.mariadb-java-client-*.jar)" \
  bench/ListVideos.java "$data" "http://127.0.0.1:$port" "$videos" "$requests"
