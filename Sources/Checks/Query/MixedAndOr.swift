import Diagnostics
import Queries
import Rules
import SourceText

/// `and` beside `or` without parentheses in KQL.
enum MixedAndOr: RuleCheck {
    static let info = CheckInfo(
        id: "mixed-and-or", category: .query, severity: .info, fix: .sometimes(.safe),
        summary: "`and` and `or` side by side in a KQL query without parentheses",
        rationale: """
            KQL reads `a and b or c` as `(a and b) or c`. Readers who expect the order of the text, or who added the last \
            test later, often mean `a and (b or c)`. Parentheses show which one is meant; the fix adds those that keep \
            the query's meaning.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    «event.dataset:azure.activitylogs and event.action:a» or event.outcome:success
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and (event.action:a or event.outcome:success)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs or «event.action:(a or b) and (event.outcome:success)»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs or (event.action:(a or b) and event.outcome:success)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs or
                      («not event.action:(a or b) and event.outcome:success» or event.action:c)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs or (
                      event.action:(a or b) and event.outcome:(success or failure)
                    )
                    '''
                    """),
            Example(
                in: "query = 'event.dataset:azure.activitylogs or «»'",
                bad: "azure.resource.group:(a or b) and event.outcome:success",
                good: "(azure.resource.group:(a or b) and event.outcome:success)"),
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, let root = kql.query.tree.kql?.root else { return }
        var parts: [ByteRange] = []
        collect(root, &parts)
        if parts.isEmpty { return }
        let brackets = BracketPairs(kql.bytes)
        for part in parts where !findings.isFull {
            guard let clause = brackets.clause(part) else { continue }
            var result = finding(
                view, at: kql.range(clause), "`and` and `or` without parentheses",
                label: "read as one operand of `or`"
            )
            .help("put parentheses around the tests that belong together")
            if let open = kql.edit(ByteRange(at: clause.start), "("),
                let close = kql.edit(ByteRange(at: clause.end), ")"),
                let fix = Fix("add the parentheses that KQL implies", .safe, [open, close])
            {
                result = result.fix(fix)
            }
            findings.add(result)
        }
    }

    /// The `and` nodes that are operands of an `or`; depth is bounded by the parser's limit.
    private static func collect(_ node: KQLNode, _ found: inout [ByteRange]) {
        switch node {
        case .or(let parts, _):
            for part in parts {
                if case .and(_, let range) = part { found.append(range) }
                collect(part, &found)
            }
        case .and(let parts, _): for part in parts { collect(part, &found) }
        case .not(let part, _), .nested(_, let part, _): collect(part, &found)
        case .is, .range: break
        }
    }
}

/// The parentheses and braces of a KQL query that belong together; those in quotes and after a backslash do not count.
private struct BracketPairs {
    private let bytes: [UInt8]
    /// Where the bracket at an offset is closed, and the other way around.
    private var partners: [Int: Int] = [:]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var open: [Int] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "("), UInt8(ascii: "{"): if !isQuoted { open.append(index) }
            case UInt8(ascii: ")"), UInt8(ascii: "}"):
                if !isQuoted, let start = open.popLast() {
                    partners[start] = index
                    partners[index] = start
                }
            default: break
            }
            index += 1
        }
    }

    /// The whole of a clause whose first and last test span `range`, with their own parentheses; nil where parentheses
    /// enclose it as a whole.
    func clause(_ range: ByteRange) -> ByteRange? {
        var start = range.start
        while let before = bracket(before: start), let close = partners[before], close < range.end {
            // Of a list the first test begins with its value: the name before the parenthesis belongs to it.
            start = ClauseSpan.field(before: before, bytes) ?? before
        }
        var end = range.end
        while let after = bracket(after: end), let open = partners[after], open >= start { end = after + 1 }
        if let before = bracket(before: start), let after = bracket(after: end), partners[before] == after {
            return nil
        }
        return ByteRange(start, end)
    }

    private func bracket(before offset: Int) -> Int? {
        let end = ClauseSpan.skipBack(offset, bytes)
        return end > 0 && bytes[end - 1] == UInt8(ascii: "(") ? end - 1 : nil
    }

    private func bracket(after offset: Int) -> Int? {
        let start = ClauseSpan.skip(offset, bytes)
        return start < bytes.count && bytes[start] == UInt8(ascii: ")") ? start : nil
    }
}
