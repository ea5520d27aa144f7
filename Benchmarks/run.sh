#!/bin/sh
# All measurements: start-up, lint, conversion, and matching against only parsing. Figures are whole-process seconds or ratios in
# one run; RESULTS.md keeps what was measured, with machine and date.
#
# usage: Benchmarks/run.sh     matching takes the settings of match.sh (EVENTS, RULES, SIDE …)
set -eu
cd "$(dirname "$0")/.."
tenet=.build/release/tenet
shared=${TENET_SHARED:-../shared}
[ -x "$tenet" ] || swift build -c release --product tenet >&2

echo "processor and wall seconds of the whole process (user + system, wall; median of ${RUNS:-5} by processor time)"
measure() {
    name=$1
    shift
    run=0
    while [ "$run" -lt "${RUNS:-5}" ]; do
        ( TIMEFORMAT='%U %S %R'; export TIMEFORMAT; bash -c 'time "$@" >/dev/null 2>&1' _ "$@" ) 2>&1 | tail -n 1 |
            awk '{ printf "%.3f %s\n", $1 + $2, $3 }'
        run=$((run + 1))
    done | sort -n | awk -v name="$name" '{ line[NR] = $0 } END { print "  " name ": " line[int((NR + 1) / 2)] }'
}
measure "tenet --version" "$tenet" --version
measure "lint of our rules" "$tenet" lint rules
if [ -d "$shared/corpus/elastic/rules" ]; then
    all="$shared/corpus/elastic/rules $shared/corpus/elastic/rules_building_block"
    # shellcheck disable=SC2086
    measure "lint of the published rules, profile elastic, json" "$tenet" lint --profile elastic --output-format json $all
    # shellcheck disable=SC2086
    measure "the same, profile recommended" "$tenet" lint --output-format json $all
    # shellcheck disable=SC2086
    measure "conversion of the published rules to Kibana's JSON" "$tenet" convert --to kibana $all
    measure "lint of one file" "$tenet" lint rules/azure/azure-key-vault-modified.toml
fi

echo "matching"
sh Benchmarks/match.sh
