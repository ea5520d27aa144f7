#!/usr/bin/env python3
"""Instruments Swift sources: one build holds every mutant, and the environment variable TENET_MUTANT picks one.

    instrument.py FOLDER LIST [WITHOUT]

rewrites the Swift files below FOLDER in place and writes LIST, a line a mutant: number, file, line, kind, text. Lines of
the sources stay where they are. WITHOUT names places that are left alone, `Query/UnknownField.swift:12` a line.

A mutant is one of
  negate    a condition, a comparison, an operand of && or ||, or a boolean result says the opposite
  boundary  < becomes <=, <= becomes <, > becomes >=, >= becomes >
  literal   `return true` becomes `return false`, and the other way round

Every condition is wrapped in a call that takes its value, so nothing is evaluated twice or elsewhere:
`guard a, b == c else` becomes `guard mutant(1, a), mutant(2, b == c) else`.

The reader knows as much of Swift as the house style needs: strings, comments, brackets, and operators with spaces around
them. What it cannot place for certain it leaves alone.
"""
import os
import re
import sys

COMPARISONS = {"==", "!=", "<", ">", "<=", ">=", "===", "!==", "~="}
BOUNDARIES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
LOGIC = {"&&", "||"}
# Operators that bind weaker than a comparison or are no part of a value: they end a boolean expression.
WEAKER = {"=", "+=", "-=", "*=", "/=", "|=", "&=", "^=", "->", "?", ":"}
OPENING = {"(": ")", "[": "]", "{": "}"}
BINDINGS = {"let", "var", "case", "#available", "#unavailable"}


class Token:
    """A word, an operator, a bracket or a string, with its place."""

    __slots__ = ("text", "start", "end", "line_start", "spaced")

    def __init__(self, text, start, end):
        self.text, self.start, self.end = text, start, end
        self.line_start = False  # first of its line
        self.spaced = False  # an operator with a space on both sides


def string_end(text, start):
    """Behind the string literal that begins at `start`, with or without number signs."""
    hashes = 0
    while text[start + hashes] == "#":
        hashes += 1
    at = start + hashes
    quote = '"""' if text.startswith('"""', at) else '"'
    closing = quote + "#" * hashes
    escape = "\\" + "#" * hashes
    at += len(quote)
    while at < len(text):
        if text.startswith(closing, at):
            return at + len(closing)
        if text.startswith(escape, at):
            at += len(escape)
            if text[at] == "(":
                at = group_end(text, at)
            else:
                at += 1
            continue
        at += 1
    raise ValueError("a string without an end")


def group_end(text, start):
    """Behind the bracket that closes the one at `start`."""
    depth = 0
    at = start
    while at < len(text):
        c = text[at]
        if c == '"' or (c == "#" and re.match(r'#+"', text[at:])):
            at = string_end(text, at)
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise ValueError("a bracket without an end")


WORD = re.compile(r"[A-Za-z_$@#`][A-Za-z_0-9`]*|[0-9][0-9A-Za-z_.]*")
OPERATOR = re.compile(r"[-+*/%<>=!&|^~?.:]+")


def tokens(text):
    """The tokens of a Swift file; comments are left out."""
    found = []
    at = 0
    fresh = True
    while at < len(text):
        c = text[at]
        if c == "\n":
            fresh = True
            at += 1
            continue
        if c in " \t":
            at += 1
            continue
        if text.startswith("//", at):
            at = text.find("\n", at)
            if at < 0:
                break
            continue
        if text.startswith("/*", at):
            at = text.index("*/", at) + 2
            continue
        start = at
        if c == '"' or re.match(r'#+"', text[at:at + 4]):
            at = string_end(text, at)
        elif c in "()[]{},;":
            at += 1
        else:
            match = WORD.match(text, at) or OPERATOR.match(text, at)
            at = match.end() if match else at + 1
        token = Token(text[start:at], start, at)
        token.line_start = fresh
        fresh = False
        if OPERATOR.fullmatch(token.text):
            before = start == 0 or text[start - 1] in " \t\n"
            after = at >= len(text) or text[at] in " \t\n"
            token.spaced = before and after
        found.append(token)
    return found


class Mutator:
    def __init__(self, text, path, first, without):
        self.text, self.path, self.next = text, path, first
        self.without = {int(place.rsplit(":", 1)[1]) for place in without if place.rsplit(":", 1)[0] == path}
        self.tokens = tokens(text)
        self.close = {}  # opening token -> closing token, both ways
        self.insertions = []  # (place, order, size, text)
        self.replacements = []  # (start, end, text)
        self.mutants = []
        self.taken = set()
        self.match_brackets()
        self.blocks = self.blocks_of_statements()
        self.skipped = self.ranges_to_skip()

    def match_brackets(self):
        stack = []
        for index, token in enumerate(self.tokens):
            if token.text in OPENING:
                stack.append(index)
            elif token.text in (")", "]", "}") and stack:
                start = stack.pop()
                self.close[start], self.close[index] = index, start

    BLOCK_WORDS = {
        "if", "while", "for", "switch", "else", "do", "catch", "func", "init", "struct", "enum", "extension", "protocol",
        "get", "set", "subscript", "deinit", "class", "defer", "repeat", "var", "willSet", "didSet", "actor",
    }

    def blocks_of_statements(self):
        """The `{` that open a block and not a closure, each with the word that it belongs to."""
        blocks = {}
        for index, token in enumerate(self.tokens):
            if token.text not in self.BLOCK_WORDS or not self.is_keyword(index):
                continue
            at = index + 1
            while at < len(self.tokens):
                text = self.tokens[at].text
                if text == "{":
                    blocks.setdefault(at, index)
                    break
                if token.text == "var" and (text == "=" or self.tokens[at].line_start):
                    break
                if text in ("}", ")", "]"):
                    break
                at = self.close[at] + 1 if text in OPENING and at in self.close else at + 1
        return blocks

    def returns_bool(self, block):
        """Whether a block is the body of a function or property of type Bool."""
        if block not in self.blocks or self.tokens[self.blocks[block]].text not in ("func", "var", "get"):
            return False
        return block >= 2 and self.tokens[block - 1].text == "Bool" and self.tokens[block - 2].text in ("->", ":")

    def function_block(self, index):
        """The body of the function that the token is in; nil in a closure."""
        inside = [start for start, end in self.close.items()
                  if self.tokens[start].text in OPENING and start < index < end]
        for start in sorted(inside, reverse=True):
            if self.tokens[start].text != "{":
                return None
            if start not in self.blocks:
                return None
            if self.tokens[self.blocks[start]].text in ("func", "var", "get", "init", "subscript"):
                return start
        return None

    def ranges_to_skip(self):
        """The static facts of a check, which are no conditions: `static let info = CheckInfo(…)`."""
        ranges = []
        for index, token in enumerate(self.tokens):
            if token.text == "CheckInfo" and index + 1 < len(self.tokens) and self.tokens[index + 1].text == "(":
                ranges.append((index, self.close.get(index + 1, index)))
        return ranges

    def is_skipped(self, index):
        return any(start <= index <= end for start, end in self.skipped)

    # -- places

    def line(self, place):
        return self.text.count("\n", 0, place) + 1

    def span(self, first, last):
        return self.tokens[first].start, self.tokens[last].end

    def wrap(self, first, last, kind="negate"):
        """Puts a call around the tokens `first` to `last`, once."""
        start, end = self.span(first, last)
        if (start, end) in self.taken or self.is_left_alone(start, end):
            return
        self.taken.add((start, end))
        number = self.next
        self.next += 1
        shown = " ".join(self.text[start:end].split())
        self.mutants.append((number, self.path, self.line(start), kind, shown))
        # Longer spans open first and close last.
        self.insertions.append((start, 1, -(end - start), f"mutant({number}, "))
        self.insertions.append((end, 0, end - start, ")"))

    def is_left_alone(self, start, end):
        return bool(self.without) and not self.without.isdisjoint(range(self.line(start), self.line(end) + 1))

    def boundary(self, first, operator, last):
        """`a < b` becomes `mutantBelow(n, a, b)`, which is `a < b` or, as the mutant, `a <= b`."""
        token = self.tokens[operator]
        if token.text not in BOUNDARIES or token.start in self.taken:
            return
        self.taken.add(token.start)
        start, end = self.span(first, last)
        if self.is_left_alone(start, end):
            return
        number = self.next
        self.next += 1
        shown = " ".join(self.text[start:end].split())
        self.mutants.append((number, self.path, self.line(start), "boundary", shown))
        name = "mutantOrdered" if token.text in ("<", "<=") else "mutantReversed"
        strict = "true" if token.text in ("<", ">") else "false"
        # Inside of the call that negates the whole.
        self.insertions.append((start, 2, 0, f"{name}({number}, {strict}, "))
        self.insertions.append((end, 0, 0, ")"))
        before = self.tokens[operator - 1].end
        self.replacements.append((before, token.end, "," + self.text[before:token.start]))

    # -- expressions

    def values(self, first, last):
        """Wraps the boolean parts of the expression of the tokens `first` to `last`; whether it was surely one."""
        if first > last or self.is_skipped(first):
            return False
        if self.tokens[first].spaced or self.tokens[last].spaced:
            return False  # an operator as a function, or its declaration
        parts, operators = [first], []
        is_comparison = [None]
        index = first
        while index <= last:
            token = self.tokens[index]
            if token.text in OPENING and index in self.close:
                index = self.close[index] + 1
                continue
            if token.spaced and token.text in LOGIC:
                operators.append(index)
                parts.append(index + 1)
                is_comparison.append(None)
            elif token.spaced and token.text in COMPARISONS:
                is_comparison[-1] = index
            index += 1
        if not operators and is_comparison[0] is None and self.tokens[first].text != "!":
            return False
        ends = [operator - 1 for operator in operators] + [last]
        for start, end, operator in zip(parts, ends, is_comparison):
            if start <= end:
                self.wrap(start, end)
                if operator is not None and start < operator < end:
                    self.boundary(start, operator, end)
        return True

    def condition(self, first, last):
        """A condition as a whole, or its parts."""
        if not self.values(first, last) and first <= last and not self.is_skipped(first):
            self.wrap(first, last)

    def conditions(self, first, last):
        """The conditions of `guard`, `if` and `while`, cut at the commas."""
        start = index = first
        while index <= last + 1:
            if index == last + 1 or self.tokens[index].text == ",":
                if start < index:
                    self.element(start, index - 1)
                start = index + 1
                index += 1
                continue
            if self.tokens[index].text in OPENING and index in self.close:
                index = self.close[index] + 1
                continue
            index += 1

    def element(self, first, last):
        if self.tokens[first].text in BINDINGS:
            # What a binding is taken from may hold closures with tests; `everywhere` finds those.
            return
        self.condition(first, last)

    # -- statements

    def end_of_condition(self, index, word):
        """The token before `else` or `{` that ends the conditions beginning at `index`."""
        while index < len(self.tokens):
            token = self.tokens[index]
            if word == "guard" and token.text == "else":
                return index - 1
            if word != "guard" and token.text == "{":
                return index - 1
            if token.text in OPENING and index in self.close:
                index = self.close[index] + 1
                continue
            index += 1
        return len(self.tokens) - 1

    def statements(self):
        for index, token in enumerate(self.tokens):
            if self.is_skipped(index):
                continue
            if token.text in ("guard", "if", "while") and self.is_keyword(index):
                self.conditions(index + 1, self.end_of_condition(index + 1, token.text))
            elif token.text == "where" and self.is_for_where(index):
                self.condition(index + 1, self.end_of_condition(index + 1, "where"))
            elif token.text == "return" and self.is_keyword(index):
                after = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
                if after in ("true", "false") and self.ends_statement(index + 2):
                    self.wrap(index + 1, index + 1, "literal")
                else:
                    block = self.function_block(index)
                    if block is not None and self.returns_bool(block):
                        self.condition(index + 1, self.end_of_statement(index + 1))
        for block in self.blocks:
            if not self.is_skipped(block) and self.returns_bool(block):
                last = self.end_of_statement(block + 1)
                if last == self.close[block] - 1 and self.tokens[block + 1].text not in self.STATEMENTS:
                    self.condition(block + 1, last)

    STATEMENTS = {"if", "switch", "guard", "for", "while", "let", "var", "return", "do", "get", "try"}

    def end_of_statement(self, first):
        """The last token of the expression that begins at `first`."""
        index = first
        while index < len(self.tokens):
            text = self.tokens[index].text
            if text in ("}", ";") or (index > first and self.ends_expression(index) and not self.continues(index)):
                return index - 1
            index = self.close[index] + 1 if text in OPENING and index in self.close else index + 1
        return len(self.tokens) - 1

    def continues(self, index):
        """A word or an operator in the middle of an expression."""
        return self.tokens[index].text in ("?", ":") and self.tokens[index].spaced

    def is_keyword(self, index):
        before = self.tokens[index - 1].text if index else ""
        after = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        return before != "." and after not in (":",)

    def ends_statement(self, index):
        return index >= len(self.tokens) or self.tokens[index].line_start or self.tokens[index].text in ("}", ";")

    def is_for_where(self, index):
        """`for … in … where …` and not the constraints of a generic declaration."""
        at = index - 1
        while at >= 0:
            token = self.tokens[at]
            if token.text in (")", "]", "}") and at in self.close:
                at = self.close[at] - 1
                continue
            if token.text == "for":
                return True
            if token.text in ("func", "extension", "struct", "class", "enum", "protocol", "init", "case", "{", "catch"):
                return False
            at -= 1
        return False

    def everywhere(self):
        """Comparisons and && or || in what is left: results, closures, arguments."""
        groups = [(-1, len(self.tokens))] + [
            (start, end) for start, end in self.close.items() if self.tokens[start].text in OPENING]
        for opening, closing in groups:
            if opening >= 0 and self.is_skipped(opening):
                continue
            start = opening + 1
            index = start
            while index <= closing:
                at_end = index == closing
                if at_end or self.ends_expression(index):
                    if start < index:
                        self.values(start, index - 1)
                    if at_end:
                        break
                    if index in self.blocks:
                        start = index = self.close[index] + 1
                        continue
                    start = index + 1 if self.is_delimiter(index) else index
                if self.tokens[index].text in OPENING and index in self.close:
                    index = self.close[index] + 1
                else:
                    index += 1

    DELIMITERS = {
        ",", ";", "return", "in", "else", "guard", "if", "while", "where", "for", "case", "let", "var", "switch", "throw",
        "do", "func", "init", "default", "static", "package", "private", "fileprivate", "extension",
        "struct", "enum", "mutating", "consuming", "borrowing", "repeat", "defer", "break",
        "continue", "import", "typealias", "protocol", "inout", "throws", "rethrows", "catch", "yield", "subscript",
    }

    def is_delimiter(self, index):
        token = self.tokens[index]
        return token.text in self.DELIMITERS or (token.spaced and token.text in WEAKER) or (
            token.text.endswith(":") and not token.spaced)

    def ends_expression(self, index):
        token = self.tokens[index]
        if self.is_delimiter(index) or index in self.blocks:
            return True
        # A new line begins a statement unless an operator or a dot joins it to the one before.
        if token.line_start and not token.text.startswith(".") and not OPERATOR.fullmatch(token.text):
            before = self.tokens[index - 1] if index else None
            joined = before is not None and before.spaced and before.text in (COMPARISONS | LOGIC | {"+", "-", "??", "*"})
            return not joined
        return False

    def run(self):
        self.statements()
        self.everywhere()
        return self.written()

    def written(self):
        out, last = [], 0
        changes = [(place, order, size, place, text) for place, order, size, text in self.insertions]
        changes += [(start, 0, 1 << 30, end, text) for start, end, text in self.replacements]
        for place, _, _, end, text in sorted(changes, key=lambda item: item[:3]):
            out.append(self.text[last:place])
            out.append(text)
            last = max(last, end)
        out.append(self.text[last:])
        return "".join(out)


def main():
    folder, listing = sys.argv[1], sys.argv[2]
    without = []
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as file:
            without = file.read().split()
    number, rows = 1, []
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(base, name)
            shown = os.path.relpath(path, folder)
            if not name.endswith(".swift") or shown.split(os.sep)[0] in ("Generated", "Examples", "Pages"):
                continue
            with open(path, encoding="utf-8") as file:
                text = file.read()
            mutator = Mutator(text, shown, number, without)
            changed = mutator.run()
            number, rows = mutator.next, rows + mutator.mutants
            with open(path, "w", encoding="utf-8") as file:
                file.write(changed)
    with open(listing, "w", encoding="utf-8") as file:
        for row in rows:
            file.write("\t".join(str(part) for part in row) + "\n")
    print(f"{len(rows)} mutants")


main()
