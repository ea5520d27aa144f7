#!/usr/bin/env python3
"""Makes streams of events for match.sh; the same arguments give the same bytes.

    Benchmarks/streams.py repeat --events N --out FILE EVENTS…    the files again and again, each round in another order
    Benchmarks/streams.py shuffle --out FILE EVENTS…              all lines of the files in one random order

Each repetition of an event has an `_id` of its own: the old one and the number of the round.
"""
import argparse
import random
import re

ID = re.compile(rb'("_id":")([^"]*)(")')


def lines_of(paths):
    for path in paths:
        with open(path, "rb") as file:
            for line in file:
                if line.strip():
                    yield line.rstrip(b"\n") + b"\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("how", choices=("repeat", "shuffle"))
    arguments.add_argument("--events", type=int, help="how many lines `repeat` writes")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("paths", nargs="+", help="NDJSON files")
    options = arguments.parse_args()
    order = random.Random(options.seed)
    lines = list(lines_of(options.paths))
    with open(options.out, "wb") as out:
        if options.how == "shuffle":
            order.shuffle(lines)
            out.writelines(lines)
            return
        written = 0
        while written < options.events:
            round_number = b"-%d" % (written // len(lines))
            order.shuffle(lines)
            for line in lines[:options.events - written]:
                out.write(ID.sub(lambda match: match[1] + match[2] + round_number + match[3], line, count=1))
                written += 1


if __name__ == "__main__":
    main()
