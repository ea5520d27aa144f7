#!/bin/sh
# Damaged inputs for every parser and decoder, in release, and the matcher against the reference evaluator.
# README.md says what RUNS, PROGRAMS, SANITIZED, LINES, PAIRS and SEED are.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
seed=${SEED:-1}
out=.build/fuzz
failed=0
mkdir -p "$out"

$swift build -c release --product tenet-fuzz
fuzz=.build/release/tenet-fuzz
$fuzz toml yaml json kql lucene eql dsl rule-toml rule-yaml rule-json rule-ndjson --runs "${RUNS:-200000}" --seed "$seed" || failed=1
$fuzz program --runs "${PROGRAMS:-10000000}" --seed "$seed" || failed=1
$fuzz event --runs "${LINES:-1000000}" --seed "$seed" || failed=1

# Reads and writes out of bounds. Another seed: other programs.
$swift build -c release --product tenet-fuzz --sanitize address --scratch-path "$out/address"
"$out/address/release/tenet-fuzz" program --runs "${SANITIZED:-1000000}" --seed "$((seed + 1))" || failed=1

# The walk over events against simdjson's parser, with the sanitizers.
${CXX:-c++} -std=c++17 -O1 -g -fsanitize=address,undefined -ISources/CSimdJSON/include Fuzz/EventWalk/*.cpp \
    Sources/CSimdJSON/EventWalk*.cpp -lsimdjson -o "$out/event-walk"
files=$(find rules "${TENET_SHARED:-../shared}/events" -name '*.ndjson' 2>/dev/null | sort || true)
# shellcheck disable=SC2086
"$out/event-walk" fuzz "${LINES:-1000000}" "$seed" $files || failed=1

# Expressions and events, program against reference evaluator.
TENET_PAIRS=${PAIRS:-1000000} TENET_SEED=$seed $swift test --filter DifferentialTests || failed=1

exit $failed
