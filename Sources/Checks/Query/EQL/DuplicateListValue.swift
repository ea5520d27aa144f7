import Diagnostics
import Queries
import Rules
import SourceText
import Values

/// The same value twice in an EQL list.
enum DuplicateListValue: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-list-value", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "list of an EQL query has the same value twice",
        rationale: """
            The second value has no effect: it is left over from an edit, or another value was meant. After `:`, \
            `in~`, `like~` and `regex~`, values that differ only in the case of the letters `A` to `Z` are the same.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name : ("cmd.exe", «"CMD.EXE"»)"#,
                    #"process where process.name : ("cmd.exe", "net.exe", «"Cmd.exe"»)"#,
                ],
                good: [
                    #"process where process.name : ("cmd.exe", "net.exe")"#,
                    #"process where process.name : "cmd.exe""#,
                ], on: .eql),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name in ("cmd.exe", «"cmd.exe"»)"#,
                    "process where process.pid in (4, 8, «4»)",
                    #"process where process.name in~ ("cmd.exe", «"CMD.EXE"»)"#,
                    #"process where process.name regex~ ("cmd.*", «"CMD.*"»)"#,
                    ##"process where process.name regex~ ("""\d+.exe""", «"""\d+.EXE"""»)"##,
                    ##"process where process.name in ("C:\\x", «"""C:\x"""»)"##,
                    #"process where process.name like ("cmd*", «"cmd**"»)"#,
                    #"process where not process.name like ("cmd*", «"cmd*"»)"#,
                    #"process where process.name in ("cmd.exe", concat("net", ".exe"), «"cmd.exe"»)"#,
                ],
                good: [
                    #"process where process.name in ("cmd.exe", "CMD.EXE")"#,
                    "process where process.pid in (4, 8)",
                    #"process where process.name like ("cmd*", "CMD*")"#,
                    #"process where process.name regex ("cmd.*", "CMD.*")"#,
                    // `\d` is a digit, `\D` anything else.
                    ##"process where process.name regex~ ("""\d+.exe""", """\D+.exe""")"##,
                    // An index compares only ASCII letters without case.
                    #"process where process.name : ("É.exe", "é.exe")"#,
                    #"process where process.name in~ ("É.exe", "é.exe")"#,
                    #"process where process.name in ("cmd.exe")"#,
                    #"process where process.name == "cmd.exe" or process.parent.name == "cmd.exe""#,
                ], on: .eql),
            // A comment between the values is kept.
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'process where process.name in ("cmd.exe", /* a shell */ «"cmd.exe"»)'
                    """, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for list in lists(query) { report(list, query, view, &findings) }
    }

    /// The constants of a list.
    private struct List {
        var values: [EQLLiteral]
        /// For each value, what makes another one the same.
        var keys: [Key]

        init(_ values: [EQLLiteral], key: (EQLLiteral) -> Key) {
            self.values = values
            keys = values.map(key)
        }

        var hasRepetition: Bool { Set(keys).count < keys.count }
    }

    private enum Key: Hashable {
        case value(EQLLiteral.Content)
        case texts(WildcardPattern)
        case regex(RegexNode)

        /// A value of `in` or `in~`.
        init(_ literal: EQLLiteral, ignoresCase: Bool) {
            if case .string(let text) = literal.content {
                self = .texts(WildcardPattern(text, ignoresCase: ignoresCase))
            } else {
                self = .value(literal.content)
            }
        }

        /// A value of `:`, `like` or `regex`.
        init(_ literal: EQLLiteral, _ matcher: EQLMatcher) {
            self = .value(literal.content)
            guard case .string(let text) = literal.content else { return }
            if !matcher.isRegex {
                let pattern = WildcardPattern(Comparison(eql: literal), ignoresCase: matcher.ignoresCase)
                self = pattern.map { .texts($0) } ?? self
            } else if let regex = try? Regex(text) {
                self = .regex((matcher.ignoresCase ? regex.ignoringCase : regex).root)
            }
        }
    }

    /// The lists that have some value twice. A closure over the rule itself would copy it at every node.
    private static func lists(_ query: QueryView) -> [List] {
        var lists: [List] = []
        for step in query.steps {
            step.filter.condition.forEach { node in
                let list: List
                switch node {
                case .match(_, let matcher, let values, _)
                where matcher.isRegex ? values.count > 1 : mayRepeat(values):
                    list = List(values) { Key($0, matcher) }
                case .list(_, let nodes, _, let ignoresCase, _):
                    let values = nodes.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
                    guard mayRepeat(values) else { return }
                    list = List(values) { Key($0, ignoresCase: ignoresCase) }
                default: return
                }
                if list.hasRepetition { lists.append(list) }
            }
        }
        return lists
    }

    /// Whether two values may have the same key: a quick no for nearly all lists. Not for regular expressions.
    private static func mayRepeat(_ values: [EQLLiteral]) -> Bool {
        guard values.count > 1 else { return false }
        var seen: Set<UInt64> = []
        return !values.allSatisfy { value in
            guard case .string(let text) = value.content else {
                return seen.insert(UInt64(truncatingIfNeeded: value.content.hashValue)).inserted
            }
            // FNV-1a without stars, of which a run counts as one.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in text.utf8 where byte != UInt8(ascii: "*") {
                hash = (hash ^ UInt64(CaseFolding.lowered(byte))) &* 0x100_0000_01B3
            }
            return seen.insert(hash).inserted
        }
    }

    private static func report(_ list: List, _ query: QueryView, _ view: RuleView, _ findings: inout Findings) {
        var seen: [Key: EQLLiteral] = [:]
        for (index, (value, key)) in zip(list.values, list.keys).enumerated() {
            guard let first = seen[key] else {
                seen[key] = value
                continue
            }
            var result = finding(view, at: query.range(value.range), message(value, first, query), label: "again here")
                .label(view.location(query.range(first.range)), "first here")
            if let edit = removal(of: index, list.values, query) {
                result = result.fix(Fix("remove the second one", .safe, edit))
            }
            findings.add(result.help("remove one of them"))
        }
    }

    private static func message(_ value: EQLLiteral, _ first: EQLLiteral, _ query: QueryView) -> String {
        let text = query.text(value.range)
        let other = query.text(first.range)
        if text == other { return "value `\(text)` is listed twice" }
        var result = "value `\(text)` is the same as `\(other)`"
        if case .string(let own) = value.content, case .string(let their) = first.content, own != their,
            CaseFolding.lowered(own) == CaseFolding.lowered(their)
        {
            result += " when case is ignored"
        }
        return result
    }

    /// Removes a value with the comma before it; nil where more than that is between it and the value before, which there
    /// is: the first value repeats none.
    private static func removal(of index: Int, _ values: [EQLLiteral], _ query: QueryView) -> Edit? {
        let range = ByteRange(values[index - 1].range.end, values[index].range.end)
        let between = query.text(ByteRange(range.start, values[index].range.start))
        guard between.utf8.allSatisfy({ $0 == UInt8(ascii: ",") || $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
            return nil
        }
        return query.edit(range, "")
    }
}
