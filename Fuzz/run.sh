#!/bin/sh
# Damaged inputs for every parser and decoder, in release. RUNS and SEED change what is run.
set -eu
cd "$(dirname "$0")/.."
${SWIFT:-swift} build -c release --product tenet-fuzz
.build/release/tenet-fuzz all --runs "${RUNS:-200000}" --seed "${SEED:-1}"
