#!/bin/sh
# What tenants, keys, limits, events and audit cost: the processor time that a request takes, as a ratio to peers that do nothing but the
# request, in turns in one run. Linux only (it reads /proc). Needs ./mvnw package, curl and Debian's wrk.
# Usage: bench/api-core.sh [rounds] [seconds for each figure of a round]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
rounds=${1:-5}
seconds=${2:-5}
port=${PORT:-18985}
data=$(mktemp -d)
programs=
stop() {
  for program in $programs; do kill "$program" 2>/dev/null || true; done
  for program in $programs; do wait "$program" 2>/dev/null || true; done
  rm -rf "$data"
}
trap stop EXIT

(cd bench/bare-rest && ../../mvnw -B -ntp -q package) || { echo "The peer does not build."; exit 1; }

await() {
  tries=300
  until curl -s -o /dev/null -m 2 "$1"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "Nothing answers at $1"; exit 1; }
    sleep 0.2
  done
}

env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" @src/main/launch/jvm.options -Dsluice.data="$data" -Dsluice.roles=api \
  -Dsluice.sample-video=false -Dsluice.limits.key-requests=1000000000 -Dsluice.limits.tenant-requests=1000000000 \
  -Dsluice.limits.address-requests=1000000000 ${SLUICE_JAVA_OPTS-} -Dquarkus.http.port="$port" \
  -jar target/quarkus-app/quarkus-run.jar >"$data/output" 2>&1 &
ours=$!
programs=$ours
until curl -sf -o /dev/null -m 2 "http://127.0.0.1:$port/q/health/ready"; do
  kill -0 "$ours" 2>/dev/null || { cat "$data/output"; exit 1; }
  sleep 0.2
done
key=$(cat "$data/admin-key")
# Several, so that those who write do not wait for one row.
videos=
for number in $(seq 64); do
  video=$(curl -sf "http://127.0.0.1:$port/v1/uploads" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    -d "{\"video\":{\"title\":\"Harbour at dawn\",\"description\":\"A ship leaves.\",\"externalId\":\"cms-$number\"}}" |
    sed 's/.*"videoId":"\([^"]*\)".*/\1/')
  videos="$videos\"$video\","
done
curl -sf "http://127.0.0.1:$port/v1/videos/$video" -H "Authorization: Bearer $key" >"$data/answer.json"

"$JAVA_HOME/bin/java" @src/main/launch/jvm.options -cp "target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*" \
  bench/BareRow.java "$data" $((port + 1)) >"$data/bare-row" 2>&1 &
row=$!
programs="$programs $row"
"$JAVA_HOME/bin/java" @src/main/launch/jvm.options -Dbare.answer="$data/answer.json" -Dquarkus.http.port=$((port + 2)) \
  -Dquarkus.vertx.prefer-native-transport=true -jar bench/bare-rest/target/quarkus-app/quarkus-run.jar >"$data/bare-rest" 2>&1 &
rest=$!
programs="$programs $rest"
await "http://127.0.0.1:$((port + 1))/v1/videos/$video"
await "http://127.0.0.1:$((port + 2))/v1/videos/$video"

cat >"$data/get.lua" <<LUA
wrk.headers["Authorization"] = "Bearer $key"
LUA
cat >"$data/fresh.lua" <<LUA
wrk.headers["Authorization"] = "Bearer $key"
wrk.headers["Cache-Control"] = "no-cache"
LUA
# A different key and title each time; of each thread, too.
cat >"$data/patch.lua" <<LUA
wrk.method = "PATCH"
wrk.headers["Authorization"] = "Bearer $key"
wrk.headers["Content-Type"] = "application/merge-patch+json"
local videos = {$videos}
local n = 0
function request()
  n = n + 1
  return wrk.format(nil, "/v1/videos/" .. videos[n % 64 + 1], nil, '{"title":"Harbour ' .. n .. '"}')
end
LUA
cat >"$data/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer $key"
wrk.headers["Content-Type"] = "application/json"
local videos = {$videos}
local n = 0
local run = os.time() .. "-" .. math.random(1000000000)
function request()
  n = n + 1
  wrk.headers["Idempotency-Key"] = run .. "-" .. n
  return wrk.format(nil, nil, nil, '{"items":[{"action":"PATCH","videoId":"' .. videos[n % 64 + 1] .. '","patch":{"title":"Harbour ' .. n .. '"}}]}')
end
LUA

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# Processor time in microseconds for each request, and requests a second: of process $1 with script $2 at URL $3 for $4 seconds.
cost() {
  before=$(ticks "$1")
  wrk -t 1 -c 16 -d "$4s" -s "$2" "$3" >"$data/wrk"
  after=$(ticks "$1")
  ! grep -q 'Non-2xx' "$data/wrk" || { cat "$data/wrk" >&2; return 1; }
  awk -v ticks=$((after - before)) '/requests in/ {requests = $1} /Requests\/sec/ {rate = $2}
    END {printf "%.1f %.0f\n", ticks * 10000 / requests, rate}' "$data/wrk"
}

pair() {
  name=$1 script=$2 url=$3 peer=$4 peer_script=$5 peer_url=$6
  # Until the compiler has done its work.
  cost "$ours" "$script" "$url" $((seconds * 4)) >/dev/null
  cost "$peer" "$peer_script" "$peer_url" "$seconds" >/dev/null
  : >"$data/ratios"
  for round in $(seq "$rounds"); do
    a=$(cost "$ours" "$script" "$url" "$seconds")
    b=$(cost "$peer" "$peer_script" "$peer_url" "$seconds")
    echo "$a $b" | awk '{printf "%.3f %s %s %s %s\n", $3 / $1, $1, $2, $3, $4}' >>"$data/ratios"
  done
  sort -n "$data/ratios" | awk -v name="$name" '{line[NR] = $0; all = all " " $1}
    END {split(line[int((NR + 1) / 2)], m, " ");
      printf "%-44s %.2f x  (ours %.0f us, %d/s; peer %.0f us, %d/s; rounds%s)\n", name, m[1], m[2], m[3], m[4], m[5], all}'
}

echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg); requests per processor second of the server, ours to the peer's"
api=http://127.0.0.1:$port/v1/videos
pair "GET a video / Vert.x MySQL row" "$data/fresh.lua" "$api/$video" "$row" "$data/get.lua" "http://127.0.0.1:$((port + 1))/v1/videos/$video"
pair "the same from cache / Quarkus REST" "$data/get.lua" "$api/$video" "$rest" "$data/get.lua" "http://127.0.0.1:$((port + 2))/v1/videos/$video"
pair "PATCH with event and audit / row written" "$data/patch.lua" "$api/$video" "$row" "$data/patch.lua" "http://127.0.0.1:$((port + 1))/v1/videos/$video"
pair "POST with idempotency as well / row written" "$data/post.lua" "$api/bulk" "$row" "$data/patch.lua" "http://127.0.0.1:$((port + 1))/v1/videos/$video"
