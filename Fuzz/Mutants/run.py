#!/usr/bin/env python3
"""Mutates the checks and reports which mutants their examples do not notice.

    Fuzz/Mutants/run.py [--scratch FOLDER] [--jobs N] [--report FILE] [ID…]

Copies the package to the scratch folder, instruments Sources/Checks there, builds once, and runs the examples of the
mutated check for each mutant: TENET_MUTANT picks it. For code that checks share the examples of all checks run. With ids
only the mutants in the files of those checks are tried. Ends with 1 when more than one mutant of ten survives.

SWIFT names the compiler's driver.
"""
import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SWIFT = os.environ.get("SWIFT", "swift")
# A mutant that is still running then loops.
SECONDS = 60


def copy(scratch):
    """The package as it is in the working tree; what did not change keeps its date, so that builds are incremental."""
    paths = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode().split("\0")
    wanted = {path for path in paths if path and os.path.isfile(os.path.join(ROOT, path))}
    for path in sorted(wanted):
        if not path.startswith(("Sources/", "Package", "Fuzz/Mutants/", "Tests/ExampleSupport/", "schemas/")):
            continue
        if path.startswith(("Sources/Checks/", "Package.swift")):
            continue
        put(os.path.join(scratch, path), open(os.path.join(ROOT, path), "rb").read())
    for base, _, names in os.walk(os.path.join(scratch, "Sources")):
        for name in names:
            path = os.path.relpath(os.path.join(base, name), scratch)
            if path not in wanted and not path.startswith("Sources/Checks/"):
                os.remove(os.path.join(scratch, path))
    with open(os.path.join(ROOT, "Package.swift"), encoding="utf-8") as file:
        put(os.path.join(scratch, "Package.swift"), package(file.read()).encode())


def package(text):
    """The description of the package with the targets that the examples need."""
    targets = re.search(r"\n    targets: \[\n(.*)\n    \],", text, re.S).group(1)
    kept, part, depth = [], [], 0
    for line in targets.split("\n"):
        part.append(line)
        code = re.sub(r'"[^"]*"|//.*', "", line)
        depth += sum(code.count(c) for c in "([") - sum(code.count(c) for c in ")]")
        if depth == 0 and code.rstrip().endswith(","):
            kept.append("\n".join(part))
            part = []
    wanted = [
        item for item in kept
        if not re.search(r'\btests\(|\bname: "(tenet|tenet-fuzz|TestSupport)"', item)
    ]
    text = text.replace(targets, "\n".join(wanted))
    text = re.sub(r"\n    dependencies: \[\n.*?\n    \],", "", text, count=1, flags=re.S)
    return re.sub(r"products: \[.*?\]\)\],", "products: [],", text, count=1, flags=re.S)


def put(path, data):
    """Writes a file unless it is the same."""
    try:
        with open(path, "rb") as file:
            if file.read() == data:
                return
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def instrument(scratch, without):
    """Writes the instrumented checks, and gives the mutants as (number, path, line, kind, text)."""
    fresh = os.path.join(scratch, "fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "Sources/Checks"), fresh)
    listing, skipped = os.path.join(scratch, "mutants.tsv"), os.path.join(scratch, "without.txt")
    with open(skipped, "w", encoding="utf-8") as file:
        file.write("".join(f"{place}\n" for place in sorted(without)))
    here = os.path.dirname(os.path.abspath(__file__))
    subprocess.run(
        [sys.executable, os.path.join(here, "instrument.py"), fresh, listing, skipped], check=True)
    shutil.copy(os.path.join(here, "Mutant.swift.txt"), os.path.join(fresh, "Mutant.swift"))
    target = os.path.join(scratch, "Sources/Checks")
    for base, _, names in os.walk(target):
        for name in names:
            path = os.path.relpath(os.path.join(base, name), target)
            if not os.path.exists(os.path.join(fresh, path)):
                os.remove(os.path.join(target, path))
    for base, _, names in os.walk(fresh):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                put(os.path.join(target, os.path.relpath(path, fresh)), file.read())
    with open(listing, encoding="utf-8") as file:
        return [(int(n), path, int(line), kind, text)
                for n, path, line, kind, text in (row.rstrip("\n").split("\t") for row in file)]


def build(scratch):
    """Builds; leaves out the lines that an instrumented file does not compile with."""
    without = set()
    for _ in range(12):
        mutants = instrument(scratch, without)
        run = subprocess.run(
            [SWIFT, "build", "--product", "tenet-mutants"], cwd=scratch, capture_output=True,
            text=True)
        if run.returncode == 0:
            if without:
                print(f"{len(without)} lines are not mutated, because they do not compile then")
            return mutants
        places = {
            f"{match.group(1)}:{match.group(2)}"
            for match in re.finditer(r"Sources/Checks/(\S+?\.swift):(\d+):\d+: error:", run.stdout + run.stderr)}
        if not places - without:
            sys.exit(run.stdout[-4000:] + run.stderr[-4000:])
        without |= places
    sys.exit("the instrumented checks do not compile")


def checks_of_files():
    """The id of the check that a file declares, by its path below Sources/Checks."""
    ids = {}
    folder = os.path.join(ROOT, "Sources/Checks")
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            found = re.search(r'\nenum \w+: (?:\w*Check) \{.*? id: "([^"]+)"', text, re.S)
            if found:
                ids[os.path.relpath(path, folder)] = found.group(1)
    return ids


def survives(binary, pages, number, checks):
    """Whether the examples of the checks notice nothing."""
    command = [binary, pages] + checks
    environment = dict(os.environ, TENET_MUTANT=str(number))
    try:
        run = subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def report(mutants, alive, ids):
    """The survivors by check, and the shares."""
    lines, groups = [], {}
    for number, path, line, kind, text in mutants:
        groups.setdefault(path, []).append((number, line, kind, text))
    counts = {"check": [0, 0], "shared": [0, 0]}
    for path in sorted(groups, key=lambda path: (path not in ids, ids.get(path, path))):
        left = [item for item in groups[path] if item[0] in alive]
        count = counts["check" if path in ids else "shared"]
        count[0] += len(left)
        count[1] += len(groups[path])
        if left:
            lines.append(f"{ids.get(path, path)}: {len(left)} of {len(groups[path])} ({path})")
            lines += [f"  {line}: {kind}: {text}" for _, line, kind, text in left]
    for name, (left, total) in counts.items():
        if total:
            what = "in the files of checks" if name == "check" else "in code that checks share"
            lines.append(f"{left} of {total} mutants survive {what}: {100 * left / total:.1f} %")
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", default=os.path.join(tempfile.gettempdir(), "tenet-mutants"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report")
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    scratch = os.path.abspath(options.scratch)
    copy(scratch)
    mutants = build(scratch)
    ids = checks_of_files()
    if options.ids:
        mutants = [mutant for mutant in mutants if ids.get(mutant[1]) in options.ids]
    binary, pages = os.path.join(scratch, ".build/debug/tenet-mutants"), os.path.join(scratch, "pages")
    shutil.rmtree(pages, ignore_errors=True)
    # The first run writes the pages. A check whose examples fail without a mutant says nothing about its mutants.
    run = subprocess.run([binary, pages], capture_output=True, text=True)
    if run.returncode:
        print(f"without a mutant:\n{run.stdout}{run.stderr}")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        sound = dict(zip(ids.values(), pool.map(lambda check: survives(binary, pages, 0, [check]), ids.values())))
    broken = sorted(check for check, holds in sound.items() if not holds)
    if broken:
        print(f"left out, because their examples fail without a mutant: {', '.join(broken)}")
    everywhere = sorted(check for check, holds in sound.items() if holds)
    mutants = [mutant for mutant in mutants if sound.get(ids.get(mutant[1]), True)]
    alive, done = set(), 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        work = {
            pool.submit(survives, binary, pages, number, [ids[path]] if path in ids else everywhere): number
            for number, path, *_ in sorted(mutants, key=lambda mutant: mutant[1] not in ids)}
        for future in concurrent.futures.as_completed(work):
            done += 1
            if future.result():
                alive.add(work[future])
            if done % 200 == 0:
                print(f"{done} of {len(mutants)} mutants, {len(alive)} alive", file=sys.stderr, flush=True)
    lines = report(mutants, alive, ids)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    else:
        print("\n".join(lines[:-2]))
    print("\n".join(lines[-2:]))
    sys.exit(1 if len(alive) * 10 > len(mutants) else 0)


main()
