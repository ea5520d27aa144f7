#!/usr/bin/env python3
"""Writes rules, and copies of them whose literals have other names, as TOML files.

    Benchmarks/copies.py [--copies N] [--take N] [--seed TEXT] --out FOLDER PATH…

Of the KQL and EQL rules below the paths that are not deprecated it takes the first N in an order that the seed and the
file names alone decide, so that a larger N holds all of a smaller one. Of each rule it writes N copies: the first has
the query as it is, in the others each string has the tag of the copy in the middle of its longest word. Not renamed is
what tests a field of the class (which kind of event it is), numbers, addresses, dates, lone wildcards, field names, and
the filters beside the query. Each copy has an id and a name of its own. Members that do not matter to a match are left out.
"""
import argparse
import hashlib
import ipaddress
import json
import os
import re
import sys
import tomllib
import uuid

CLASS_FIELDS = {
    "event.category", "event.type", "event.kind", "event.module", "event.outcome", "event.dataset",
    "data_stream.dataset", "data_stream.type", "host.os.type", "agent.type",
}
# A keyword whose values are digits: in KQL they look like numbers.
DIGITS_ARE_TEXT = {"event.code"}
EQL_WORDS = {
    "and", "or", "not", "in", "in~", "like", "like~", "regex", "regex~", "where", "true", "false", "null", "by", "with",
    "maxspan", "runs", "until", "sequence", "sample", "head", "tail", "any",
}
MEMBERS = (
    "type", "language", "index", "data_view_id", "query", "filters", "event_category_override", "timestamp_override",
    "threshold", "new_terms", "threat_index", "threat_query", "threat_language", "threat_mapping", "threat_filters",
    "threat_indicator_path", "from", "interval", "severity", "risk_score",
)
METADATA = ("creation_date", "integration", "maturity", "updated_date")
# Without `n`: KQL takes any `not` and a blank for the operator, also at the end of a word.
LETTERS = "bcdfghjklmpqrstvwxz"

EQL_TOKEN = re.compile(
    r'(?P<raw>""".*?"""(?:"{0,2}))|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<comment>//[^\n]*|/\*.*?\*/)'
    r"|(?P<name>`[^`]*`|[A-Za-z_@][\w@.\-]*~?)|(?P<other>.)", re.S,
)
KQL_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>(?:\\.|[^\s\\():<>"{}])+)|(?P<operator>[<>]=?|:)|(?P<other>.)', re.S
)
# Runs of letters and digits that can be cut in two: behind no escape, in no class or repetition of a regular expression.
RUN = re.compile(r"\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\.|(?P<run>[A-Za-z0-9]+)", re.S)
REGEX_RUN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[0-9,]*\}|\(\?[a-z:]*|(?P<run>[A-Za-z0-9]+)", re.S)


def tag(copy):
    """The letters of a copy: a word holds them only by renaming."""
    return "q" + LETTERS[copy // len(LETTERS) % len(LETTERS)] + LETTERS[copy % len(LETTERS)]


def is_address(text):
    try:
        ipaddress.ip_network(text, strict=False)
        return True
    except ValueError:
        return False


def renamed(text, letters, is_regex=False, is_kql=False):
    """A literal as it stands in a query, without its quotes, with the letters in the middle of its longest word."""
    plain = text.strip("*?")
    if not plain or is_address(text) or re.fullmatch(r"[\d.:*?/]+\.[\d.:*?/]+", text):
        return text
    runs = [match for match in (REGEX_RUN if is_regex else RUN).finditer(text) if match.group("run")]
    if runs:
        longest = max(runs, key=lambda match: len(match.group()))
        at = longest.start() + len(longest.group()) // 2
        return text[:at] + letters + text[at:]
    # No word: beside what is no wildcard.
    at = text.index(plain)
    return text[:at] + letters + text[at:]


def rename_eql(query, letters):
    parts = []
    field = ""
    is_regex = False
    tokens = list(EQL_TOKEN.finditer(query))
    for place, match in enumerate(tokens):
        token = match.group()
        kind = match.lastgroup
        if kind == "name":
            following = next((later.group() for later in tokens[place + 1:] if later.group().strip()), "")
            if token.lower() in EQL_WORDS:
                is_regex = token.startswith("regex")
            elif following != "(":
                field = token.strip("`").removesuffix("~")
                is_regex = False
            else:
                is_regex = token.startswith("match")
        elif kind in ("raw", "text") and field not in CLASS_FIELDS:
            following = next((later.group() for later in tokens[place + 1:] if later.group().strip()), "")
            if following != "where":
                quotes = 3 if kind == "raw" else 1
                token = token[:quotes] + renamed(token[quotes:-quotes], letters, is_regex) + token[-quotes:]
        parts.append(token)
    return "".join(parts)


def rename_kql(query, letters):
    parts = []
    field = ""
    is_range = False
    tokens = list(KQL_TOKEN.finditer(query))
    for place, match in enumerate(tokens):
        token = match.group()
        kind = match.lastgroup
        if kind == "operator":
            is_range = token != ":"
        elif kind in ("text", "word"):
            following = next((later for later in tokens[place + 1:] if later.group().strip()), None)
            if following and following.lastgroup == "operator":
                field = token.strip('"')
            elif kind == "word" and token.lower() in ("and", "or", "not", "true", "false", "null"):
                pass
            elif field not in CLASS_FIELDS and not is_range:
                plain = token.strip('"')
                if not plain.isdigit() or field in DIGITS_ARE_TEXT:
                    token = '"' + renamed(token[1:-1], letters) + '"' if kind == "text" else renamed(token, letters)
        parts.append(token)
    return "".join(parts)


def toml(value):
    """A value in TOML: strings as in JSON, but for DEL, tables inline."""
    if isinstance(value, dict):
        return "{ " + ", ".join(toml(str(name)) + " = " + toml(member) for name, member in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(member) for member in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def written(metadata, rule, copy):
    rule = dict(rule)
    if copy:
        rename = rename_eql if rule["language"] == "eql" else rename_kql
        rule["query"] = rename(rule["query"], tag(copy))
        rule["rule_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{rule['rule_id']} {copy}"))
        rule["name"] += f" (copy {copy})"
    lines = ["[metadata]"]
    lines += [f"{name} = {toml(metadata[name])}" for name in METADATA if name in metadata]
    lines += ["", "[rule]", 'author = ["Benchmarks"]', 'description = "A copy for measuring."']
    lines += [f"{name} = {toml(rule[name])}" for name in ("rule_id", "name", *MEMBERS) if name in rule]
    return "\n".join(lines) + "\n"


def found(paths):
    """Files of rules with the name that decides their place."""
    for path in paths:
        if os.path.isfile(path):
            yield os.path.basename(path), path
        for base, _, names in os.walk(path):
            for name in names:
                if name.endswith(".toml"):
                    yield os.path.relpath(os.path.join(base, name), path).replace(os.sep, "/"), os.path.join(base, name)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--copies", type=int, default=1, help="how often each rule is written, the original included")
    arguments.add_argument("--take", type=int, help="how many rules (default: all)")
    arguments.add_argument("--seed", default="1", help="what decides the order")
    arguments.add_argument("--out", required=True, help="the folder to write to")
    arguments.add_argument("paths", nargs="+", help="rule files and folders")
    options = arguments.parse_args()
    if not 1 <= options.copies <= len(LETTERS) ** 2:
        sys.exit(f"copies.py: --copies is 1 to {len(LETTERS) ** 2}")
    rules = []
    for name, path in sorted(found(options.paths), key=lambda entry: hashlib.sha256((options.seed + entry[0]).encode()).digest()):
        with open(path, "rb") as file:
            document = tomllib.load(file)
        rule = document["rule"]
        if document["metadata"]["maturity"] != "deprecated" and rule.get("language") in ("eql", "kuery") and "query" in rule:
            rules.append((document["metadata"], rule))
        if len(rules) == options.take:
            break
    os.makedirs(options.out, exist_ok=True)
    for number, (metadata, rule) in enumerate(rules):
        for copy in range(options.copies):
            with open(os.path.join(options.out, f"{number:05}-{copy:03}.toml"), "w", encoding="utf-8") as file:
                file.write(written(metadata, rule, copy))
    print(len(rules) * options.copies)


if __name__ == "__main__":
    main()
