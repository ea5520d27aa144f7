#!/usr/bin/env python3
"""Compiles sets of rules, runs each over each stream in turns, and prints tables in Markdown; match.sh calls it.

    Benchmarks/measure.py --tenet BINARY [--runs N] FOLDER

The folder holds rules/NAME/ (a set each) and streams/NAME.ndjson, both taken by name; what stands before the first `-` of a
name only orders. Figures are medians over the turns, ratios medians of the ratios of one turn: all sets of a turn see the
same machine. Ends with 1 when a rule does not compile, or when two runs find different numbers of hits.

The time of only parsing is that beside the first, smallest set: the parse-only pass of a process may make the tables of
its program anew, which is nothing there. `preparing` is what `seconds` says of an input without events; where it is more
than half of a run, a difference to it would be noise, and `–` stands in its place.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# Which set is how many times which, with the goal.
GROWTH = (("all", "ten times all", 1.7), ("100", "100 x 100", 2.0))


def entries(folder, ending=""):
    """What the folder holds, in order: name to show, path."""
    return [
        (name.removesuffix(ending).split("-", 1)[1].replace("-", " "), os.path.join(folder, name))
        for name in sorted(os.listdir(folder)) if name.endswith(ending)
    ]


def timed(*command):
    start = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    spent = time.perf_counter() - start
    return spent, run


def last_json(run):
    lines = [line for line in run.stderr.decode(errors="replace").splitlines() if line.startswith("{")]
    if not lines:
        sys.exit("measure.py: " + " ".join(run.args) + "\n" + run.stderr.decode(errors="replace")[-2000:])
    return json.loads(lines[-1])


def load_average():
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--tenet", required=True, help="the binary")
    arguments.add_argument("--runs", type=int, default=5, help="turns (default: 5)")
    arguments.add_argument("folder")
    options = arguments.parse_args()
    tenet = options.tenet
    median = statistics.median
    empty = os.path.join(options.folder, "empty.ndjson")
    open(empty, "w").close()
    os.makedirs(os.path.join(options.folder, "programs"), exist_ok=True)
    before = load_average()

    sets = []
    for name, path in entries(os.path.join(options.folder, "rules")):
        program = os.path.join(options.folder, "programs", os.path.basename(path))
        spent, run = timed(tenet, "compile", "--quiet", "--stats", "-o", program, path)
        stats = last_json(run)
        if stats["rules"] != len(os.listdir(path)):
            sys.exit(f"measure.py: {stats['rules']} of the {len(os.listdir(path))} rules of `{name}` compile")
        sets.append((name, program, stats, spent))
    streams = entries(os.path.join(options.folder, "streams"), ".ndjson")

    def match(program, *more):
        return (tenet, "match", "--quiet", "--ignore-indices", "--rules", program, "--workers", "1", *more)

    load = {name: [] for name, *_ in sets}
    preparing = {name: [] for name, *_ in sets}
    results = {}
    for turn in range(options.runs):
        for name, program, *_ in sets:
            start, _ = timed(tenet, "--version")
            spent, _ = timed(*match(program, empty))
            load[name].append(spent - start)
            preparing[name].append(last_json(timed(*match(program, "--stats", empty))[1])["seconds"])
        for stream, path in streams:
            if turn == 0:
                # Into the page cache: the matching pass is the first of its process.
                with open(path, "rb") as file:
                    while file.read(1 << 24):
                        pass
            for name, program, *_ in sets:
                results.setdefault((stream, name), []).append(last_json(timed(*match(program, "--stats", path))[1]))
            print(f"turn {turn + 1} of {options.runs}: {stream} done", file=sys.stderr)
    after = load_average()

    print(f"{options.runs} turns, one worker, {os.cpu_count()} cores; load average (1, 5, 15 minutes) {before} before, {after} after.\n")
    print("| set | rules | units | program bytes | compile s | load ms | preparing ms |\n|---|---|---|---|---|---|---|")
    for name, _, stats, spent in sets:
        print(
            f"| {name} | {stats['rules']:,} | {stats['units']:,} | {stats['bytes']:,} | {spent:.2f}"
            f" | {1000 * median(load[name]):.1f} | {1000 * median(preparing[name]):.1f} |"
        )

    print("\n| stream | set | events/s | × parse only | without preparing | `seconds` / `parse_seconds` | candidates | look-ups"
          " | bytes scanned | hits | peak MB |\n|---|---|---|---|---|---|---|---|---|---|---|")
    first = sets[0][0]

    def is_noise(stream, name):
        return median(preparing[name]) > median(run["seconds"] for run in results[stream, name]) / 2

    for stream, path in streams:
        events = results[stream, first][0]["events"]
        parsing = [run["parse_seconds"] for run in results[stream, first]]
        print(f"| {stream}: {events:,} events, {os.path.getsize(path) / 1e6:.0f} MB | parse only | {events / median(parsing):,.0f}"
              " | 1 | 1 | | | | | | |")
        for name, *_ in sets:
            runs = results[stream, name]
            hits = {run["alerts"] + run["stage_hits"] for run in runs}
            if len(hits) != 1:
                sys.exit(f"measure.py: `{name}` over `{stream}` finds {sorted(hits)}")
            start = median(preparing[name])
            rest = [(run["seconds"] - start) / parse for run, parse in zip(runs, parsing)]
            print(
                f"| | {name} | {events / median(run['seconds'] for run in runs):,.0f}"
                f" | {median(run['seconds'] / parse for run, parse in zip(runs, parsing)):.2f}"
                f" | {'–' if is_noise(stream, name) else format(median(rest), '.2f')}"
                f" | {median(run['seconds'] / run['parse_seconds'] for run in runs):.2f}"
                f" | {runs[0]['candidates'] / events:.2f} | {runs[0]['probes'] / events:.2f}"
                f" | {runs[0]['scanned_bytes'] / events:.0f} | {hits.pop() / events:.2f}"
                f" | {max(run['peak_rss_bytes'] for run in runs) / 1e6:.0f} |"
            )

    names = {name for name, *_ in sets}
    print("\n| growth (least–most) | " + " | ".join(stream for stream, _ in streams) + " | goal |")
    print("|---" * (len(streams) + 2) + "|")
    for few, many, goal in GROWTH:
        if few not in names or many not in names:
            continue
        for what, small_start, big_start in (
            ("by `seconds`", 0, 0), ("without preparing", median(preparing[few]), median(preparing[many])),
        ):
            cells = []
            for stream, _ in streams:
                if big_start and (is_noise(stream, few) or is_noise(stream, many)):
                    cells.append("–")
                    continue
                pairs = zip(results[stream, few], results[stream, many])
                ratios = [(big["seconds"] - big_start) / (small["seconds"] - small_start) for small, big in pairs]
                cells.append(f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
            print(f"| {many} / {few}, {what} | " + " | ".join(cells) + f" | {goal} |")


if __name__ == "__main__":
    main()
