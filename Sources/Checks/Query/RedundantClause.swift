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
                    #"not process.name in ("id.exe", "who.exe") and «process.name != "id.exe"»"#,
                    #"process.name == "id.exe" or process.pid == 4 and process.name in («"id.exe"», "who.exe")"#,
                ],
                good: [#"process.name : ("who*", "id.exe")"#, #"process.name == "id.exe" and process.args == "-u""#],
                on: .eql),
            // What is in strings is neither a comment nor a parenthesis.
            Example(
                in: "query = 'process where «»'",
                bad: [
                    #"process.executable like "/tmp/*" or «process.executable like "/tmp/*/a"» or process.pid == 4"#,
                    #"process.args like "*//" or «process.args like "a(//"» or process.pid == 4"#,
                    #"process.args : ("a*", «"""ab\"""», "c*") or process.args == "(""#,
                    #"process.args == "a" or «process.args /* b */ == "a"» or process.pid == 4"#,
                ],
                good: #"process.executable like "/tmp/*" or process.pid == 4"#, on: .eql),
            // The fix removes all that the finding names.
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and not «»
                    '''
                    """,
                bad: [
                    "event.action:(«read-1» or read-2 or write or read*)",
                    "event.action:(«read-1» or write or read-2 or read*)",
                    "event.action:(read* or «read-1» or read-2 or write)",
                ],
                good: "event.action:(write or read*)"),
            Example(
                in: "query = 'process where not «»'",
                bad: #"process.name : («"cmd.exe"», "cmd2.exe", "a", "cmd*", "cmd3.exe")"#,
                good: #"process.name : ("a", "cmd*")"#, on: .eql),
            // What a fix can remove: the layouts of EQL and KQL, with `//` in a value and without the clause's word before it.
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: "url.path:(/login* or «/login//admin» or /admin)", good: "url.path:(/login* or /admin)"),
            Example(
                in: "query = 'process where «»'", bad: #""id.exe" == process.name and «"id.exe" == process.name»"#,
                good: #""id.exe" == process.name and process.pid == 4"#, on: .eql),
            Example(
                in: "query = 'process where «»'",
                bad: #"process.args like "*)" or «process.args like "a)"» or process.pid == 4"#,
                good: #"process.args like "*)" or process.pid == 4"#, on: .eql),
            Example(
                in: "query = '«»'", bad: "«event.outcome:*» and event.outcome:success", good: "event.outcome:success"),
            Example(
                in: "query = 'event.dataset:azure.activitylogs or «»'",
                bad: "«event.outcome:*» and event.outcome:success", good: "event.outcome:success"),
            Example(
                in: "query = 'event.action:* and event.outcome:success and («»)'",
                bad: [
                    "«event.action:(read or write) or event.outcome:success»",
                    "«(source.ip:10.0.0.1 and user.name:root) or event.outcome:success»",
                ], good: "source.ip:10.0.0.1"),
            // Inside a negated group.
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:success and not («event.outcome:success» and event.action:read)",
                    "(event.outcome:success or «not event.outcome:success» and event.action:read)",
                    "not event.action:read* and not («event.action:read-1» or event.outcome:success)",
                ],
                good: [
                    "event.outcome:success and not event.action:read",
                    "event.outcome:success and not (event.action:read and user.name:a)",
                ]),
            // Other checks report these.
            Example(
                in: "# tenet: ignore-file[contradictory-clauses] generated\nquery = '«»'",
                bad: [
                    "(event.action:read* or «event.action:read-1») and "
                        + "(event.outcome:failure and not event.outcome:failure or source.ip:10.0.0.1)"
                ]),
            Example(
                in: "# tenet: ignore-file[duplicate-value] generated\nquery = '«»'",
                good: "event.action:(read or read or write)"),
            Example(
                in: "# tenet: ignore-file[duplicate-list-value] generated\nquery = 'process where «»'",
                good: #"process.name : ("id.exe", "id.exe", "who.exe")"#, on: .eql),
            Example(
                in: "query = '«»'", bad: "«event.action:MICROSOFT*» AND event.action:MICROSOFT.KEYVAULT",
                good: "event.action:MICROSOFT* AND NOT event.action:MICROSOFT.KEYVAULT", on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.clauses.verdicts.contains(where: { $0.kind == .redundant }) else { return }
        // Values that are twice in a list are another check's.
        let repeated = view.kql.map { DuplicateValue.repeated($0) } ?? []
        let verdicts = view.clauses.verdicts.filter { verdict in
            guard verdict.kind == .redundant else { return false }
            if verdict.isSame, !verdict.isInner, view.isListValue(verdict.span) { return false }
            return !(verdict.isSame && repeated.contains { verdict.span.contains($0) })
        }
        let removal = view.query.map { ClauseRemoval($0, in: view.source) }
        for group in groups(verdicts, view) where !findings.isFull { findings.add(finding(group, removal, view)) }
    }

    /// The clauses that one other clause makes redundant in the same way: one cause, one finding.
    private static func groups(_ verdicts: [ClauseVerdict], _ view: RuleView) -> [[ClauseVerdict]] {
        struct Cause: Hashable {
            var other: ByteRange
            var relation: Relation
            /// Of an `and` as well as of an `or`.
            var word: Junction.Word?
        }
        var places: [Cause: Int] = [:]
        var groups: [[ClauseVerdict]] = []
        for verdict in verdicts {
            let cause = Cause(other: verdict.other, relation: Relation(verdict, view), word: verdict.word)
            if let place = places[cause] {
                groups[place].append(verdict)
            } else {
                places[cause] = groups.count
                groups.append([verdict])
            }
        }
        return groups
    }

    private static func finding(_ group: [ClauseVerdict], _ removal: ClauseRemoval?, _ view: RuleView) -> Diagnostic {
        let verdict = group[0]
        let relation = Relation(verdict, view)
        let isOne = group.count == 1
        // Lists of reserved address blocks are copied whole, larger and smaller ones together.
        let isOfBlocks = view.isBlock(verdict.span) && view.isBlock(verdict.other)
        var result = finding(
            view, at: view.place(verdict.span), message(group, relation, view), label: relation.label(verdict),
            severity: isOfBlocks ? .info : nil)
        result = view.clause(result, verdict, relation.otherLabel(verdict, isOne: isOne))
        for more in group.dropFirst().prefix(mostLabels) {
            result = result.label(view.location(view.place(more.span)), relation.nextLabel(verdict))
        }
        if let edits = removal?.edits(group.map { ($0.span, $0.word) }), !edits.isEmpty {
            let title =
                switch edits.count {
                case group.count: isOne ? "remove the clause" : "remove the clauses"
                case let count: "remove \(count) of the \(group.count) clauses"
                }
            result = result.fix(Fix(title, .safe, edits))
        }
        let them = isOne ? "it" : "them"
        let correction = relation == .covered ? "the clause that covers \(them)" : "the other clause"
        return result.help("remove \(them)" + (relation == .same ? "" : ", or correct \(correction)"))
    }

    private static let mostLabels = 8

    // MARK: messages

    /// How the other clause decides one.
    private enum Relation {
        case same
        /// It matches nothing that the other one does not match.
        case covered
        /// It matches whenever the other one does.
        case implied
        case alwaysTrue
        case neverTrue

        init(_ verdict: ClauseVerdict, _ view: RuleView) {
            let isAnd = verdict.word.map { $0 == .and } ?? !verdict.isAlternative
            // Both as they are written, and both below as many `not` of the groups around them.
            let isAlike =
                verdict.isNegated == verdict.isOtherNegated
                && view.hasNegation(verdict.span, isGroup: verdict.isGroup)
                    == view.hasNegation(verdict.other, isGroup: false)
            if isAlike {
                self = verdict.isSame && !verdict.isGroup ? .same : isAnd ? .implied : .covered
            } else {
                self = isAnd ? .alwaysTrue : .neverTrue
            }
        }

        func label(_ verdict: ClauseVerdict) -> String {
            switch self {
            case .same: verdict.other < verdict.span ? "again here" : "tested here"
            case .covered: "covered by the other clause"
            case .implied: "true whenever the other clause is"
            case .alwaysTrue: "always true here"
            case .neverTrue: "never true here"
            }
        }

        func nextLabel(_ verdict: ClauseVerdict) -> String {
            switch self {
            case .same: label(verdict)
            case .covered: "also covered"
            case .implied: "also true then"
            case .alwaysTrue, .neverTrue: "also " + label(verdict)
            }
        }

        func otherLabel(_ verdict: ClauseVerdict, isOne: Bool) -> String {
            switch self {
            case .same: verdict.other < verdict.span ? "first here" : "and again here"
            case .covered: "covers \(isOne ? "it" : "them")"
            case .implied: "implies \(isOne ? "it" : "them")"
            case .alwaysTrue, .neverTrue: "because of this clause"
            }
        }
    }

    private static func message(_ group: [ClauseVerdict], _ relation: Relation, _ view: RuleView) -> String {
        let verdict = group[0]
        let isOne = group.count == 1
        let clause = "`\(view.shown(verdict.span))`" + (isOne ? "" : " and \(group.count - 1) more")
        let other = "`\(view.shown(verdict.other))`"
        let isWrittenSame = view.isWrittenSame(verdict.span, verdict.other)
        if isWrittenSame, verdict.isSame { return "\(clause) \(isOne ? "is" : "are") repeated" }
        if relation == .same { return "\(clause) \(isOne ? "means" : "mean") the same as \(other)" }
        let kinds = isWrittenSame ? kinds(verdict) : nil
        return (kinds.map { "the \($0.0) " } ?? "") + "\(clause) \(isOne ? "has" : "have") no effect beside "
            + (kinds.map { "the \($0.1) " } ?? "") + other
    }

    /// What distinguishes two tests that are written with the same text.
    private static func kinds(_ verdict: ClauseVerdict) -> (String, String)? {
        guard case .texts(let own)? = verdict.values, case .texts(let other)? = verdict.otherValues else { return nil }
        let kind: (WildcardPattern) -> String
        if own.hasWildcards != other.hasWildcards {
            kind = { $0.hasWildcards ? "pattern" : "literal" }
        } else if own.ignoresCase != other.ignoresCase {
            kind = { $0.ignoresCase ? "case-insensitive" : "case-sensitive" }
        } else {
            return nil
        }
        return (kind(own), kind(other))
    }
}

extension RuleView {
    /// Whether two clauses have the same text, apart from whitespace.
    fileprivate func isWrittenSame(_ span: ByteRange, _ other: ByteRange) -> Bool {
        guard let query else { return false }
        let bytes = Array(query.text.text.utf8)
        let (own, their) = (bytes[span.start..<span.end], bytes[other.start..<other.end])
        return own.filter { $0 > 0x20 } == their.filter { $0 > 0x20 }
    }

    /// Whether a clause begins with `not`, or is a test by `!=`.
    fileprivate func hasNegation(_ span: ByteRange, isGroup: Bool) -> Bool {
        let text = shown(span)
        return text.lowercased().hasPrefix("not ") || !isGroup && eql != nil && text.contains(" != ")
    }

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
