#!/usr/bin/env python3
"""The same rules in Tenet, python-eql and DuckDB over the same events, with equal counts required.

    Benchmarks/others.py --tenet BINARY [--runs N] EVENTS

Needs the packages `eql` and `duckdb`; match.sh makes an environment with them. Each rule is one EQL query, and SQL that
says the same. The events are converted once for all three: arrays of one element become scalars, as python-eql has no
test of any value. The tools take turns rule by rule. Tenet's time is that of the whole process; that of the other two
starts in a warm interpreter and includes reading the file. Ends with 1 when the counts of a rule differ.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb
import eql

# The members that the SQL reads, with their types; a list or scalar stays JSON.
COLUMNS = {
    "event": "STRUCT(category JSON, type JSON, code VARCHAR, action VARCHAR, outcome VARCHAR)",
    "process": "STRUCT(name VARCHAR, executable VARCHAR, command_line VARCHAR, args JSON, parent STRUCT(name VARCHAR))",
    "file": "STRUCT(name VARCHAR, path VARCHAR, extension VARCHAR)",
    "registry": "STRUCT(path VARCHAR)",
    "user": "STRUCT(name VARCHAR)",
    "winlog": "STRUCT(event_data STRUCT(GrantedAccess VARCHAR, TargetImage VARCHAR))",
}


def has(field, value):
    """Whether a member that is a scalar or a list holds a string."""
    return f"coalesce(json_contains({field}, '\"{value}\"'), false)"


# A name, the query in EQL, the condition in SQL.
RULES = [
    (
        "equality, a list of names without case",
        'process where event.type == "start" and process.name : ("cmd.exe", "powershell.exe", "rundll32.exe", "whoami.exe")',
        f"{has('event.category', 'process')} and {has('event.type', 'start')}"
        " and lower(process.name) in ('cmd.exe', 'powershell.exe', 'rundll32.exe', 'whoami.exe')",
    ),
    (
        "parent and child",
        'process where event.type == "start" and process.parent.name : ("services.exe", "wmiprvse.exe", "svchost.exe") and '
        'process.executable : "*\\\\System32\\\\*.exe"',
        f"{has('event.category', 'process')} and {has('event.type', 'start')}"
        " and lower(process.parent.name) in ('services.exe', 'wmiprvse.exe', 'svchost.exe')"
        r" and lower(process.executable) like '%\system32\%.exe'",
    ),
    (
        "patterns in the command line",
        'process where process.command_line : ("*-enc*", "*downloadstring*", "*/c *", "*net* user *")',
        f"{has('event.category', 'process')} and (lower(process.command_line) like '%-enc%'"
        " or lower(process.command_line) like '%downloadstring%' or lower(process.command_line) like '%/c %'"
        " or lower(process.command_line) like '%net% user %')",
    ),
    (
        "registry keys that start programs",
        'registry where registry.path : ("*\\\\CurrentVersion\\\\Run*", "*\\\\Services\\\\*\\\\ImagePath", "*\\\\Winlogon\\\\*")',
        f"{has('event.category', 'registry')}"
        r" and regexp_matches(registry.path, '\\currentversion\\run|\\services\\.*\\imagepath$|\\winlogon\\', 'is')",
    ),
    (
        "files by extension, not in one folder",
        'file where file.extension : ("exe", "dll", "ps1") and not file.path : "C:\\\\Windows\\\\*"',
        f"{has('event.category', 'file')} and lower(file.extension) in ('exe', 'dll', 'ps1')"
        r" and not coalesce(lower(file.path) like 'c:\windows\%', false)",
    ),
    (
        "access to another process",
        'any where event.code == "10" and winlog.event_data.TargetImage : "*\\\\lsass.exe" and '
        'winlog.event_data.GrantedAccess in ("0x1010", "0x1410", "0x1fffff", "0x1000")',
        r"event.code = '10' and lower(winlog.event_data.TargetImage) like '%\lsass.exe'"
        " and winlog.event_data.GrantedAccess in ('0x1010', '0x1410', '0x1fffff', '0x1000')",
    ),
    (
        "failures of users, not of machines",
        'any where event.outcome == "failure" and event.code in ("4625", "4656", "4673", "5145") and not user.name : "*$"',
        "event.outcome = 'failure' and event.code in ('4625', '4656', '4673', '5145')"
        " and not coalesce(user.name like '%$', false)",
    ),
]


def scalar(value):
    """The value with arrays of one element as that element, in every depth."""
    if isinstance(value, dict):
        return {name: scalar(member) for name, member in value.items()}
    if isinstance(value, list):
        return scalar(value[0]) if len(value) == 1 else [scalar(member) for member in value]
    return value


def in_tenet(binary, query, path):
    run = subprocess.run(
        [binary, "search", "--language", "eql", "--output", "count", query, path], check=True, capture_output=True
    )
    return int(run.stdout.split()[-1])


def in_python(query, path):
    with eql.parser.elasticsearch_syntax, eql.parser.ignore_missing_functions:
        parsed = eql.parse_query(query)
    count = 0

    def found(_):
        nonlocal count
        count += 1

    engine = eql.PythonEngine()
    engine.add_query(parsed)
    engine.add_output_hook(found)
    with open(path, encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            category = data.get("event", {}).get("category", "generic")
            # An event has one category there: that of several which the query asks for, if it is among them.
            if isinstance(category, list):
                category = query.split()[0] if query.split()[0] in category else category[0]
            engine.stream_event(eql.Event(category, 0, data))
    engine.finalize()
    return count


def in_duckdb(condition, path):
    columns = ", ".join(f"{name}: '{type}'" for name, type in COLUMNS.items())
    with duckdb.connect() as connection:
        connection.execute("set threads to 1")
        return connection.execute(
            f"select count(*) from read_json(?, format = 'newline_delimited', columns = {{{columns}}}) where {condition}",
            [path],
        ).fetchone()[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--tenet", required=True, help="the binary")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("events", help="NDJSON of ECS events")
    options = arguments.parse_args()
    differ = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "events.ndjson")
        events = 0
        with open(options.events, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as target:
            for line in source:
                target.write(json.dumps(scalar(json.loads(line)), ensure_ascii=False, separators=(",", ":")) + "\n")
                events += 1
        print(f"Side by side, {events:,} events, one thread each, medians of {options.runs} in turns; eql {eql.__version__},"
              f" duckdb {duckdb.__version__}.\n")
        print("| rule | hits | Tenet s | python-eql s | ratio | DuckDB s | ratio |\n|---|---|---|---|---|---|---|")
        totals = [0.0, 0.0, 0.0]
        for name, query, condition in RULES:
            counts = [set(), set(), set()]
            times = [[], [], []]
            for _ in range(options.runs):
                for tool, run in enumerate((
                    lambda: in_tenet(options.tenet, query, path),
                    lambda: in_python(query, path),
                    lambda: in_duckdb(condition, path),
                )):
                    start = time.perf_counter()
                    counts[tool].add(run())
                    times[tool].append(time.perf_counter() - start)
            ours, python, duck = (statistics.median(each) for each in times)
            totals = [total + each for total, each in zip(totals, (ours, python, duck))]
            is_equal = len(counts[0] | counts[1] | counts[2]) == 1
            hits = min(counts[0]) if is_equal else "differ: " + ", ".join(str(sorted(each)) for each in counts)
            differ += not is_equal
            print(f"| {name} | {hits} | {ours:.3f} | {python:.2f} | {python / ours:.0f} | {duck:.2f} | {duck / ours:.1f} |", flush=True)
        ours, python, duck = totals
        print(f"| all, one after the other | | {ours:.3f} | {python:.2f} | {python / ours:.0f} | {duck:.2f} | {duck / ours:.1f} |")
    if differ:
        sys.exit(f"others.py: the counts of {differ} rules differ")


if __name__ == "__main__":
    main()
