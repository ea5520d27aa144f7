import Diagnostics
import Queries
import Rules
import SourceText
import Values

/// A clause that has no effect because of another one.
enum RedundantClause: RuleCheck {
    static let info = CheckInfo(
        id: "redundant-clause", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "clause of the query has no effect, because another one covers it",
        rationale: """
            A value beside a pattern that matches it, a test for any value beside a test for one, a condition repeated \
            inside one of its own alternatives: without them the query matches the same events. They cost time at each run, \
            and a reader mistakes them for a restriction that is not there.

            Only what is redundant for every event is reported, including events in which the field has several values.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.action:(MICROSOFT.KEYVAULT/* or «»)
                    '''
                    """,
                bad: [
                    "«MICROSOFT.KEYVAULT/VAULTS/WRITE» or MICROSOFT.STORAGE/*",
                    "«MICROSOFT.KEYVAULT/VAULTS/*» or MICROSOFT.STORAGE/*",
                    "«\"MICROSOFT.KEYVAULT/VAULTS/READ\"» or MICROSOFT.STORAGE/*",
                ],
                good: ["MICROSOFT.STORAGE/*", "\"MICROSOFT.STORAGE/READ\""]),
            Example(
                in: """
                    query = '''
                    event.action:* and event.outcome:success and («»)
                    '''
                    """,
                bad: "«event.outcome:success or source.ip:10.0.0.1»",
                good: ["source.ip:10.0.0.1 or source.ip:10.0.0.2", "not source.ip:10.0.0.1"]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:(success or failure or «\"success\"»)",
                    "(event.action:(read or write) or source.ip:10.0.0.1 or «event.action:write»)",
                ],
                good: "event.outcome:(success or failure)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad:
                    "event.action:(MICROSOFT* or «MICROSOFT.KEYVAULT/VAULTS/READ» or MICROSOFT.KEYVAULT/VAULTS/WRITE or write)",
                good: "event.action:(MICROSOFT* or write)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "source.ip:(10.0.0.0/8 or «10.1.0.0/16» or 192.168.0.0/16)",
                good: "source.ip:(10.0.0.0/8 or 192.168.0.0/16)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "source.ip:(10.0.0.0/8 or «\"10.1.0.0/16\"» or 192.168.0.0/16)",
                good: "source.ip:(\"10.0.0.0/8\" or 192.168.0.0/16)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "(source.ip:10.0.0.0/8 or «source.ip:10.1.2.3»)", "«event.outcome:*» and event.outcome:success",
                    "source.port >= 1024 and «source.port > 80»",
                    "event.outcome:success and («event.outcome:success» and source.ip:10.0.0.1 or user.name:root)",
                ],
                good: [
                    "(source.ip:10.0.0.0/8 or source.ip:192.168.0.1)", "event.outcome:success and source.port > 80",
                    "event.outcome:* and not event.outcome:success",
                ]),
            Example(
                in: "query = 'process where «»'",
                bad: [
                    #"process.name : ("who*", «"whoami.exe"», "id.exe")"#,
                    #"process.name == "id.exe" and «process.name == "id.exe"»"#,
                    #""id.exe" == process.name and «"id.exe" == process.name»"#,
                    #"process.name == "id.exe" and «process.name like "id*"»"#,
                ],
                good: [#"process.name : ("who*", "id.exe")"#, #"process.name == "id.exe" and process.args == "-u""#],
                on: .eql),
            Example(
                in: "query = '«»'", bad: "«event.action:MICROSOFT*» AND event.action:MICROSOFT.KEYVAULT",
                good: "event.action:MICROSOFT* AND NOT event.action:MICROSOFT.KEYVAULT", on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.clauses.faults.contains(where: { $0.kind == .redundant }) else { return }
        // Values that are twice in a list are another check's.
        let repeated = view.kql.map { DuplicateValue.repeated($0) } ?? []
        let faults = view.clauses.faults.filter { fault in
            guard fault.kind == .redundant else { return false }
            if fault.isSame, !fault.isInner, view.isListValue(fault.span) { return false }
            return !(fault.isSame && repeated.contains { fault.span.contains($0) })
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
        result = view.clause(result, fault, fault.isSame ? "first here" : "because of this one")
        for more in group.dropFirst().prefix(mostLabels) {
            result = result.label(view.location(view.place(more.span)), "and this one")
        }
        var edits: [Edit] = []
        for fault in group {
            guard let query = view.query,
                let edit = ClauseRemoval.edit(fault.span, joinedBy: fault.word, in: query, view.source)
            else { continue }
            // The clauses are in the order of the text. One that the edit before touches waits for the next round.
            if edits.last.map({ $0.range.end <= edit.range.start }) ?? true { edits.append(edit) }
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
        if text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        return IPRange(text) != nil
    }

    /// Whether a clause is one value of a list of EQL: a string, or a number.
    fileprivate func isListValue(_ span: ByteRange) -> Bool {
        guard let text = eql?.text(span) else { return false }
        return text.hasPrefix("\"") && text.hasSuffix("\"") || Double(text)?.isFinite == true
    }
}
