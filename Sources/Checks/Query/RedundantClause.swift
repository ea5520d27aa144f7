import Diagnostics
import Queries
import Rules
import SourceText
import Values

/// A clause that another one makes needless.
enum RedundantClause: RuleCheck {
    static let info = CheckInfo(
        id: "redundant-clause", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "a clause of the query has no effect, because another one covers it",
        rationale: """
            A value beside a pattern that matches it, a test for any value beside a test for one, a condition repeated \
            inside one of its own alternatives: without them the query finds the same events. They cost time at each run, \
            and a reader mistakes them for a restriction that is not there.

            Only what holds for every event is reported, also where the field holds several values.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.action:(MICROSOFT.KEYVAULT/* or «MICROSOFT.KEYVAULT/VAULTS/WRITE» or MICROSOFT.STORAGE/*)
                    '''
                    """,
                good: """
                    query = '''
                    event.action:(MICROSOFT.KEYVAULT/* or MICROSOFT.STORAGE/*)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.action:* and event.outcome:success and («event.outcome:success or source.ip:10.0.0.1»)
                    '''
                    """,
                good: """
                    query = '''
                    event.action:* and event.outcome:success
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.clauses.faults.contains(where: { $0.kind == .redundant }) else { return }
        // Values that are twice in a list are another check's.
        let told = view.kql.map { DuplicateValue.repeated($0) } ?? []
        let faults = view.clauses.faults.filter { fault in
            guard fault.kind == .redundant else { return false }
            if fault.isSame, !fault.isInner, view.eql != nil, view.isLiteral(fault.span) { return false }
            return !(fault.isSame && told.contains { fault.span.contains($0) })
        }
        for group in groups(faults) where !findings.isFull { findings.add(finding(group, view)) }
    }

    /// The clauses that one other clause covers: one cause, one finding.
    private static func groups(_ faults: [ClauseFault]) -> [[ClauseFault]] {
        struct Cause: Hashable {
            var other: ByteRange
            var isSame: Bool
            var isAlternative: Bool
        }
        var places: [Cause: Int] = [:]
        var groups: [[ClauseFault]] = []
        for fault in faults {
            let cause = Cause(other: fault.other, isSame: fault.isSame, isAlternative: fault.isAlternative)
            if let place = places[cause] {
                groups[place].append(fault)
            } else {
                places[cause] = groups.count
                groups.append([fault])
            }
        }
        return groups
    }

    private static func finding(_ group: [ClauseFault], _ view: RuleView) -> Diagnostic {
        let fault = group[0]
        // Lists of reserved address blocks are copied whole, larger and smaller ones together.
        let isOfBlocks = view.isBlock(fault.span) && view.isBlock(fault.other)
        var result = finding(
            view, at: view.place(fault.span), message(group, view), label: label(fault),
            severity: isOfBlocks ? .info : nil)
        result = view.clause(result, fault, fault.isSame ? "said here" : "because of this one")
        for more in group.dropFirst().prefix(mostLabels) {
            result = result.label(view.location(view.place(more.span)), "and this one")
        }
        var edits: [Edit] = []
        for fault in group {
            guard let query = view.query,
                let edit = ClauseRemoval.edit(fault.span, joinedBy: fault.word, in: query, view.source)
            else { continue }
            // What an edit before has touched waits for the next round.
            if edits.allSatisfy({ $0.range.end <= edit.range.start || edit.range.end <= $0.range.start }) {
                edits.append(edit)
            }
        }
        if !edits.isEmpty {
            result = result.fix(Fix(edits.count == 1 ? "remove the clause" : "remove the clauses", .safe, edits))
        }
        return result.help("remove it, or correct the one that covers it")
    }

    private static let mostLabels = 8

    // MARK: messages

    private static func message(_ group: [ClauseFault], _ view: RuleView) -> String {
        let fault = group[0]
        let clause = "`\(view.shown(fault.span))`"
        if fault.isSame {
            return fault.isInner
                ? "\(clause) is redundant: the enclosing clause says the same"
                : "\(clause) is repeated"
        }
        let others = group.count == 1 ? "" : " and \(group.count - 1) more"
        return
            "\(clause)\(others) \(group.count == 1 ? "has" : "have") no effect beside `\(view.shown(fault.other))`"
    }

    private static func label(_ fault: ClauseFault) -> String {
        if fault.isSame { return "again here" }
        return fault.isAlternative ? "covered by the other" : "holds whenever the other does"
    }
}

extension RuleView {
    /// Whether a clause is one address or block of addresses in a list.
    fileprivate func isBlock(_ span: ByteRange) -> Bool {
        var text = Substring(shown(span))
        if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 1 { text = text.dropFirst().dropLast() }
        return IPRange(text) != nil
    }

    /// Whether a clause is one value of a list: its text begins with a quote, or is a number.
    fileprivate func isLiteral(_ span: ByteRange) -> Bool {
        let text = shown(span)
        return text.utf8.first == UInt8(ascii: "\"") || Double(text)?.isFinite == true
    }
}
