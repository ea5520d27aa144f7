#!/bin/sh
# Matching against only parsing: how many times the parse-only time a run of rules takes over the same events.
#
# usage: Benchmarks/match.sh EVENTS [RULES…]      EVENTS: an NDJSON file; RULES default to the Key Vault rule
#
# Runs the release binary five times (RUNS=n for another number) and prints each ratio, then best and median. The
# ratio of one process is what counts: both passes see the same machine. Result counts stand beside the speed.
set -eu
cd "$(dirname "$0")/.."
events=$1
shift
[ $# -gt 0 ] || set -- rules/azure/azure-key-vault-modified.toml
[ -x .build/release/tenet ] || swift build -c release --product tenet >&2
options=""
for path in "$@"; do options="$options --rules $path"; done
run=0
while [ "$run" -lt "${RUNS:-5}" ]; do
    # shellcheck disable=SC2086
    .build/release/tenet match --ignore-indices --stats $options "$events" 2>&1 >/dev/null | tail -n 1
    run=$((run + 1))
done | awk '
    {
        for (name in wanted) delete wanted[name]
        line = $0
        gsub(/[{}"]/, "", line)
        count = split(line, members, ",")
        for (i = 1; i <= count; i++) { split(members[i], pair, ":"); value[pair[1]] = pair[2] }
        ratio[NR] = value["seconds"] / value["parse_seconds"]
        printf "%d rules, %d events, %d alerts: %.2f s, parse only %.2f s, ratio %.2f, %.0f MB/s, peak %.0f MB\n",
            value["rules"], value["events"], value["alerts"], value["seconds"], value["parse_seconds"], ratio[NR],
            value["bytes_per_second"] / 1e6, value["peak_rss_bytes"] / 1e6
    }
    END {
        for (i = 1; i <= NR; i++) for (j = i + 1; j <= NR; j++) if (ratio[j] < ratio[i]) { t = ratio[i]; ratio[i] = ratio[j]; ratio[j] = t }
        printf "ratio best %.2f, median %.2f\n", ratio[1], ratio[int((NR + 1) / 2)]
    }'
