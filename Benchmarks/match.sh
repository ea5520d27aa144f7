#!/bin/sh
# Matching: only parsing, 1, 100, 300, all, ten times all rules, and 100 copies of 100 rules, over a Windows, a cloud and a mixed
# stream; then side by side with python-eql and DuckDB.
#
# usage: Benchmarks/match.sh                 prints tables in Markdown
#
#   TENET           the binary (default: .build/release/tenet, built if it is missing)
#   TENET_SHARED    where events/ and corpus/ lie (default: ../shared)
#   RULES           folders of rules (default: $TENET_SHARED/corpus/elastic/rules); of them the KQL and EQL rules that are not deprecated
#   EVENTS          Windows events (default: 200000); a fifth as many cloud events, a tenth as many for the side-by-side runs
#   RUNS            turns (default: 5); SIDE=no leaves the other tools out, ENGINE=no all but them
#
# All sets run in turns, so that a drift of the machine hits all alike; measure.py describes the figures.
set -eu
[ $# -eq 0 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 64; }
cd "$(dirname "$0")/.."
tenet=${TENET:-.build/release/tenet}
shared=${TENET_SHARED:-../shared}
rules=${RULES:-$shared/corpus/elastic/rules}
events=${EVENTS:-200000}
runs=${RUNS:-5}
if [ ! -f "$shared/events/make-bench.py" ]; then
    echo "match.sh: skipped, there are no events under $shared (TENET_SHARED)" >&2
    exit 0
fi
[ -n "${TENET:-}" ] || [ -x "$tenet" ] || swift build -c release --product tenet >&2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

mkdir "$folder/streams" "$folder/rules"
if [ "${ENGINE:-yes}" != no ]; then
    echo "making events and rules" >&2
    python3 "$shared/events/make-bench.py" --events "$events" --out "$folder/streams/1-Windows.ndjson"
    python3 Benchmarks/streams.py repeat --events $((events / 5)) --out "$folder/streams/2-cloud.ndjson" "$shared"/events/cloud/derived/*.ndjson
    python3 Benchmarks/streams.py shuffle --out "$folder/streams/3-mixed.ndjson" "$folder/streams/1-Windows.ndjson" "$folder/streams/2-cloud.ndjson"
    # shellcheck disable=SC2086
    write() { name=$1; shift; python3 Benchmarks/copies.py --out "$folder/rules/$name" "$@" $rules >/dev/null; }
    write 1-1 --take 1
    write 2-100 --take 100
    write 3-300 --take 300
    write 4-all
    write 5-ten-times-all --copies 10
    write 6-100-x-100 --take 100 --copies 100
    python3 Benchmarks/measure.py --tenet "$tenet" --runs "$runs" "$folder"
fi

[ "${SIDE:-yes}" != no ] || exit 0
rm -rf "$folder/streams"
if ! { python3 -m venv "$folder/python" && "$folder/python/bin/pip" install --quiet --disable-pip-version-check eql==1.0.1 duckdb; } >&2; then
    echo "match.sh: side by side: skipped, eql and duckdb cannot be installed" >&2
    exit 0
fi
python3 "$shared/events/make-bench.py" --events $((events / 10)) --out "$folder/side.ndjson"
echo
"$folder/python/bin/python" Benchmarks/others.py --tenet "$tenet" --runs "$runs" "$folder/side.ndjson"
