#!/bin/sh
# How long an event takes from its commit to the endpoint at 200 events a second, alone and while another endpoint hangs.
# Needs the packaged program (./mvnw package). Usage: bench/webhooks.sh [events a second] [seconds]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
exec ./mvnw -B -ntp failsafe:integration-test -Dit.test=WebhookBenchmark -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dsluice.bench.rate="${1:-200}" -Dsluice.bench.seconds="${2:-30}"
