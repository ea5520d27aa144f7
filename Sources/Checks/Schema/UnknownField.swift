import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that the rule's indices do not have.
enum UnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-field", category: .schema, severity: .error, fix: .sometimes(.unsafe),
        summary: "a field of the query is in none of the schemas of the rule's index patterns",
        rationale: """
            A test of a field that no event has never holds, and its negation always does. The query runs, and the rule \
            is silent or floods. Which schemas count follows from the index patterns, the data sets that the query \
            names, and `metadata.integration`.
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
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        tellOfFilters(view, &findings)
        guard let query = view.checkedQuery else { return }
        let fields = query.query.fields
        // Made where it is asked for, and once for all names.
        lazy var ecs = FieldCatalog.builtIn.scope(FieldSelection())
        var suggested = 0
        for issue in query.query.issues {
            guard case .unknownField(let name) = issue.cause else { continue }
            let written = query.text(issue.range)
            // A bare name with blanks in it is another check's: two tests of KQL have run together.
            if query.query.tree.kql != nil, hasBareBlank(written) { continue }
            var result = finding(
                view, at: query.range(issue.range), "unknown field `\(name)`",
                label: fields.sources.isEmpty ? "" : "not in \(listed(fields.sources))")
            if fields.hasStandIns, !isBelow(ecs, name) {
                result.severity = .warning
                result = result.note("the table of the package's newest version is missing here, and may have it")
            }
            // A look through all tables takes milliseconds; a query with more unknown names has another fault.
            suggested += 1
            let near = suggested <= 20 ? fields.suggestions(for: name) : []
            if let winner = winner(name, near) {
                result = result.help("a field with a similar name exists: `\(winner)`")
                // Inside braces the query writes only the last part of a name.
                if written == name, let edit = query.edit(issue.range, winner) {
                    result = result.fix(Fix("write `\(winner)`", .unsafe, edit))
                }
            } else if !near.isEmpty {
                result = result.help("did you mean \(WordList.alternatives(near))?")
            } else {
                result = result.help("look for the field with `tenet fields NAME`")
            }
            for help in issue.help { result = result.note(help) }
            if let integrations = view.rule.metadata.integration?.values, !integrations.isEmpty {
                result = result.note(
                    "this rule declares \(WordList.enumeration(integrations)), so fields of other integrations are not searched"
                )
            }
            findings.add(result)
        }
        if !fields.isClosed { tellMistypedNames(query, view, &findings) }
    }

    /// Fields of the rule's filters.
    private static func tellOfFilters(_ view: RuleView, _ findings: inout Findings) {
        lazy var ecs = FieldCatalog.builtIn.scope(FieldSelection())
        for filters in view.filters {
            for issue in filters.issues where !findings.isFull {
                guard case .unknownField(let name) = issue.cause else { continue }
                let fields = filters.fields
                var result = finding(
                    view, at: issue.range, "unknown field `\(name)` in a filter",
                    label: fields.sources.isEmpty ? "" : "not in \(listed(fields.sources))")
                if fields.hasStandIns, !isBelow(ecs, name) {
                    result.severity = .warning
                    result = result.note("the table of the package's newest version is missing here, and may have it")
                }
                let winner = winner(name, fields.suggestions(for: name))
                findings.add(
                    result.help(
                        winner.map { "a field with a similar name exists: `\($0)`" }
                            ?? "look for the field with `tenet fields NAME`"))
            }
        }
    }

    /// Where some index may hold anything, a name is a mistake only if it is one letter away from a single known one.
    private static func tellMistypedNames(
        _ query: QueryView, _ view: RuleView, _ findings: inout Findings
    ) {
        let fields = query.query.fields
        lazy var ecs = view.context.catalog.scope(FieldSelection())
        var looked: Set<String> = []
        for use in query.query.facts.fields {
            let written = query.text(use.range)
            guard looked.count < 20, !use.name.utf8.contains(UInt8(ascii: "*")), !written.hasPrefix("?"),
                !hasBareBlank(written), fields.types(of: use.name).isEmpty, isBelow(ecs, use.name),
                looked.insert(use.name).inserted
            else { continue }
            let near = fields.suggestions(for: use.name).filter {
                NearestName.distance(Array(use.name.utf8), Array($0.utf8), bound: 1) == 1
            }
            guard near.count == 1, let winner = near.first else { continue }
            var result = finding(
                view, at: query.range(use.range), "unknown field `\(use.name)`",
                label: "one letter away from `\(winner)`",
                severity: .warning
            ).help("a field with a similar name exists: `\(winner)`")
            if written == use.name, let edit = query.edit(use.range, winner) {
                result = result.fix(Fix("write `\(winner)`", .unsafe, edit))
            }
            findings.add(result)
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

    /// The only suggestion, or the one that is nearer by spelling than all others.
    private static func winner(_ name: String, _ near: [String]) -> String? {
        guard let first = near.first else { return nil }
        if near.count == 1 { return first }
        let wanted = Array(name.utf8)
        let distances = near.map { NearestName.distance(wanted, Array($0.utf8)) }
        return distances.dropFirst().allSatisfy { $0 > distances[0] } ? first : nil
    }
}
