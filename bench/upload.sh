#!/bin/sh
# Measures receiving large files: throughput of tus against the same bytes put into nginx's WebDAV by the same client in the same run,
# and the memory of the program meanwhile. Linux only (it reads /proc). Needs ./mvnw package, curl and nginx (Debian: nginx-core with the
# dav module). Usage: bench/upload.sh [MiB] [rounds]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
mebibytes=${1:-2048}
rounds=${2:-3}
port=${PORT:-18997}
data=$(mktemp -d)
program=
nginx=
stop() {
  [ -z "$program" ] || { kill "$program" 2>/dev/null && wait "$program" || true; }
  [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT
chmod 755 "$data"

now() { date +%s%N; }
head -c "${mebibytes}M" /dev/urandom >"$data/source"

mkdir "$data/dav" "$data/nginx"
cat >"$data/nginx.conf" <<CONF
daemon off; worker_processes 2; pid $data/nginx/pid; error_log stderr;
$([ "$(id -u)" != 0 ] || echo 'user root;')
events {}
http {
  access_log off; client_max_body_size 0; client_body_temp_path $data/nginx/body;
  proxy_temp_path $data/nginx/p; fastcgi_temp_path $data/nginx/f; uwsgi_temp_path $data/nginx/u; scgi_temp_path $data/nginx/s;
  server { listen 127.0.0.1:$((port + 2)); root $data/dav; location / { dav_methods PUT DELETE; } }
}
CONF
nginx -c "$data/nginx.conf" -e stderr &
nginx=$!

env MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" @src/main/launch/jvm.options -Dsluice.data="$data/sluice" -Dsluice.roles=api \
  -Dsluice.sample-video=false -Dquarkus.http.port="$port" -jar target/quarkus-app/quarkus-run.jar >"$data/output" 2>&1 &
program=$!
until curl -sf -o /dev/null -m 2 "http://127.0.0.1:$port/q/health/ready"; do
  kill -0 "$program" 2>/dev/null || { cat "$data/output"; exit 1; }
  sleep 0.2
done
key=$(cat "$data/sluice/admin-key")

# In KiB: what is alive on the heap after a full collection, and the memory of the whole process.
heap() {
  "$JAVA_HOME/bin/jcmd" "$program" GC.run >/dev/null
  "$JAVA_HOME/bin/jcmd" "$program" GC.heap_info | sed -n 's/.* used \([0-9]*\)K.*/\1/p' | head -n 2 | paste -sd+ - | bc
}
resident() { awk '/^VmRSS:/ {print $2}' "/proc/$program/status"; }

create() {
  curl -sf "http://127.0.0.1:$port/v1/uploads" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    -d "{\"size\":$((mebibytes * 1024 * 1024))}" | sed 's/.*"uploadUrl":"\([^"]*\)".*/\1/'
}
tus() {
  curl -sf -o /dev/null -X PATCH -T "$data/source" -H Expect: -H 'Tus-Resumable: 1.0.0' -H 'Upload-Offset: 0' \
    -H 'Content-Type: application/offset+octet-stream' "$1"
}
dav() { curl -sf -o /dev/null -T "$data/source" -H Expect: "http://127.0.0.1:$((port + 2))/$1"; }
clean() { rm -rf "$data"/dav/* "$data"/sluice/storage/u/*; sync; }

echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), $mebibytes MiB each"
tus "$(create)"
clean
heap_before=$(heap)
resident_before=$(resident)
url=$(create)
tus "$url" &
sender=$!
heap_most=0
resident_most=0
while kill -0 "$sender" 2>/dev/null; do
  now_heap=$(heap)
  now_resident=$(resident)
  [ "$now_heap" -le "$heap_most" ] || heap_most=$now_heap
  [ "$now_resident" -le "$resident_most" ] || resident_most=$now_resident
  sleep 0.2
done
wait "$sender"
echo "memory while receiving: heap $((heap_before / 1024)) -> at most $((heap_most / 1024)) MiB alive, process" \
  "$((resident_before / 1024)) -> at most $((resident_most / 1024)) MiB resident"
clean

ratios=
i=0
while [ "$i" -lt "$rounds" ]; do
  begin=$(now); dav "file$i"; peer=$((($(now) - begin) / 1000000)); clean
  url=$(create)
  begin=$(now); tus "$url"; ours=$((($(now) - begin) / 1000000)); clean
  ratio=$(echo "scale=2; $peer / $ours" | bc)
  echo "round $((i + 1)): nginx WebDAV $((mebibytes * 1000 / peer)) MiB/s, tus $((mebibytes * 1000 / ours)) MiB/s, ratio $ratio"
  ratios="$ratios $ratio"
  i=$((i + 1))
done
echo "median ratio $(printf '%s\n' $ratios | sort -n | sed -n "$(((rounds + 1) / 2))p")"
