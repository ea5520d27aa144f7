import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that the rule's indices do not have.
enum UnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-field", category: .schema, severity: .error, fix: .sometimes(.unsafe),
        summary: "field of the query is in none of the schemas of the rule's index patterns",
        rationale: """
            A test of a field that no event has never holds, and its negation always does. The query runs, and the rule \
            is silent or floods. Which schemas count follows from the index patterns, the data sets that the query \
            names, and `metadata.integration`. A Beat's index pattern has the fields of all its modules, unless the query \
            names some. Below an object that a package declares open, such as `winlog.event_data` or `labels`, any name is \
            a field.

            Where an index pattern says nothing of its fields (`logs-*`), a name that is one edit away from a known one is \
            a warning.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «event.outcom»:success
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4625 and «user.nam»:(administrator or guest or root)
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4625 and user.name:(administrator or guest or root)
                    '''
                    """),
            Example(
                bad: """
                    index = ["logs-system.security*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where «winlog.chanel» : "Security"
                    '''
                    """,
                good: """
                    index = ["logs-system.security*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where winlog.channel : "Security" and winlog.event_data.SubStatus : "0xC0000064"
                    '''
                    """),
            Example(
                bad: """
                    index = ["logs-*"]
                    query = '''
                    «usr.name»:root and shop.basket:7
                    '''
                    """,
                good: """
                    index = ["logs-*"]
                    query = '''
                    user.name:root and shop.basket:7
                    '''
                    """),
            // Short names without a dot are more often fields of one's own.
            Example(in: "index = [\"logs-*\"]\nquery = '«»:root'", bad: "mesage", good: ["message", "tgas", "mesag"]),
            // Several names are as near.
            Example(in: "query = 'event.dataset:azure.activitylogs and «»:0'", bad: "file.aid", good: "file.uid"),
            // Outside the clause with the syntax error.
            Example(
                in: "query = '«»'",
                bad: [
                    "«event.outcom»:success and event.action:(read", "«event.outcom»:success and event.kode:>=(read",
                ],
                good: ["event.outcome:success and event.action:(read"], besides: "query-syntax"),
            Example(
                in: "query = 'sequence by host.id [«»] [process where process.name == ]'",
                bad: "process where «process.nam» == \"cmd.exe\"", good: "process where process.name == \"cmd.exe\"",
                on: .eql, besides: "query-syntax"),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: ["(«event.outcom»:success or event.outcom:failure)", "«\"user nam\"»:root"],
                good: "(event.outcome:success or event.outcome:failure)"),
            Example(
                in: "index = [\"logs-system.security*\"]\nquery = 'any where «» == \"root\"'", bad: "`user nam`",
                good: "user.name", on: .eql),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.match_phrase]
                    «» = "Administrative"
                    """, bad: "\"azure.activitylogs.categroy\"", good: "\"azure.activitylogs.category\""),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»:Administrative'", bad: "categroy",
                good: "azure.activitylogs.category"),
        ])

    /// Names of one query that are searched for in all tables, at most: each costs milliseconds, and a query with more
    /// unknown names has another fault.
    private static let mostSearches = 20

    static func run(_ view: RuleView, _ findings: inout Findings) {
        reportFilters(view, &findings)
        guard let query = view.recoveredQuery else { return }
        let catalog = view.context.catalog
        // Made where it is asked for, and once for all names.
        lazy var ecs = FieldCatalog.builtIn.scope(FieldSelection())
        let fields = query.query.fields
        for (place, name) in names(query).enumerated() where !findings.isFull {
            let advice =
                place < mostSearches
                ? FieldAdvice(name.text, in: fields, catalog) : FieldAdvice(name.text, near: [], catalog)
            var result = name.labeled(
                finding(
                    view, at: query.range(name.places[0]), "unknown field `\(name.text)`",
                    label: fields.sources.isEmpty ? "" : "not in \(listed(fields.sources))"), query)
            if fields.hasStandIns, !isBelow(ecs, name.text) { result.severity = .warning }
            result = advice.advising(name.fixed(result, advice, query))
            for help in name.help { result = result.note(help) }
            if let integrations = view.rule.metadata.integration?.values, !integrations.isEmpty {
                result = result.note(
                    "this rule declares \(WordList.enumeration(integrations)), so fields of other integrations are not searched"
                )
            }
            findings.add(result)
        }
        if !fields.isClosed { reportTypos(query, view, &findings) }
    }

    /// An unknown name with its uses on one line: the first is the finding's place, the others are labels. Uses on other
    /// lines are findings of their own, for a comment suppresses findings of its line.
    private struct UnknownName {
        let text: String
        /// Ranges of the query, in the order of the text.
        var places: [ByteRange]
        let help: [String]

        func labeled(_ finding: Diagnostic, _ query: QueryView) -> Diagnostic {
            places.dropFirst().reduce(finding) { finding, place in
                finding.label(Location(query.source.id, query.range(place)), "used again here")
            }
        }

        /// Inside braces the query writes only the last part of a name, and nothing is fixed.
        func fixed(_ finding: Diagnostic, _ advice: FieldAdvice, _ query: QueryView) -> Diagnostic {
            guard let name = advice.correction, places.allSatisfy({ query.text($0) == text }) else { return finding }
            let edits = places.compactMap { query.edit($0, name) }
            return edits.count < places.count ? finding : finding.fix(Fix("write `\(name)`", .unsafe, edits))
        }
    }

    private struct LineOfName: Hashable {
        var name: [UInt8]
        var line: Int
    }

    /// The unknown names among the query's issues, in the order of the text.
    private static func names(_ query: QueryView) -> [UnknownName] {
        var names: [UnknownName] = []
        var known: [LineOfName: Int] = [:]
        for issue in query.query.issues {
            guard case .unknownField(let text) = issue.cause else { continue }
            // A bare name with spaces in it is another check's: two tests of KQL have run together.
            if query.query.tree.kql != nil, hasBareBlank(query.text(issue.range)) { continue }
            add(UnknownName(text: text, places: [issue.range], help: issue.help), to: &names, &known, query)
        }
        return names
    }

    private static func add(
        _ name: UnknownName, to names: inout [UnknownName], _ known: inout [LineOfName: Int], _ query: QueryView
    ) {
        let line = query.source.lines.line(containing: query.range(name.places[0]).start)
        let key = LineOfName(name: Array(name.text.utf8), line: line)
        guard let place = known[key] else {
            known[key] = names.count
            names.append(name)
            return
        }
        if names[place].places.last != name.places[0] { names[place].places += name.places }
    }

    /// Fields of the rule's filters.
    private static func reportFilters(_ view: RuleView, _ findings: inout Findings) {
        lazy var ecs = FieldCatalog.builtIn.scope(FieldSelection())
        for filters in view.filters {
            for issue in filters.issues where !findings.isFull {
                guard case .unknownField(let name) = issue.cause else { continue }
                let fields = filters.fields
                var result = finding(
                    view, at: issue.range, "unknown field `\(name)` in a filter",
                    label: fields.sources.isEmpty ? "" : "not in \(listed(fields.sources))")
                if fields.hasStandIns, !isBelow(ecs, name) { result.severity = .warning }
                findings.add(FieldAdvice(name, in: fields, view.context.catalog).advising(result))
            }
        }
    }

    /// Where some index may hold anything, a name is a mistake only if no table knows it and it is one edit away from a
    /// known one.
    private static func reportTypos(_ query: QueryView, _ view: RuleView, _ findings: inout Findings) {
        let fields = query.query.fields
        let catalog = view.context.catalog
        var names: [UnknownName] = []
        var known: [LineOfName: Int] = [:]
        for use in query.query.facts.fields {
            let written = query.text(use.range)
            guard !use.name.utf8.contains(UInt8(ascii: "*")), !written.hasPrefix("?"), !hasBareBlank(written),
                fields.types(of: use.name).isEmpty, !catalog.knows(use.name)
            else { continue }
            add(UnknownName(text: use.name, places: [use.range], help: []), to: &names, &known, query)
        }
        var advices: [[UInt8]: FieldAdvice?] = [:]
        for name in names {
            let key = Array(name.text.utf8)
            if advices[key] == nil {
                guard advices.count < mostSearches else { continue }
                advices[key] = .some(FieldAdvice.typo(name.text, catalog))
            }
            guard let advice = advices[key] ?? nil else { continue }
            let result = name.labeled(
                finding(
                    view, at: query.range(name.places[0]), "unknown field `\(name.text)`",
                    label: "one edit away from \(WordList.alternatives(advice.near))", severity: .warning), query)
            findings.add(advice.advising(name.fixed(result, advice, query)))
        }
    }

    /// Whether ECS has names that begin as this one does: then a typing mistake is likelier than a new package's field.
    static func isBelow(_ ecs: FieldScope, _ name: String) -> Bool {
        guard let dot = name.firstIndex(of: ".") else { return false }
        return !ecs.fields(matching: name[...dot] + "*", limit: 1).isEmpty
    }

    private static func hasBareBlank(_ text: String) -> Bool {
        text.utf8.first != UInt8(ascii: "\"") && text.utf8.contains { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// At most three tables, those that people know before the lists that are kept beside them.
    private static func listed(_ sources: [String]) -> String {
        let isBeside = { (name: String) in name.hasPrefix("non-ECS") || name.hasPrefix("endpoint custom") }
        // The data sets that a query names and those of its indices can be the same.
        var seen: Set<String> = []
        let sources = sources.filter { seen.insert($0).inserted }
        let ordered = sources.filter { !isBeside($0) } + sources.filter(isBeside)
        let shown = ordered.prefix(3).joined(separator: ", ")
        return ordered.count > 3 ? shown + " and \(ordered.count - 3) more" : shown
    }
}
