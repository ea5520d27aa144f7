import Diagnostics
import Documents
import Queries
import Rules
import Schemas
import SourceText

/// An exception on a field that the rules' indices do not have.
enum ExceptionUnknownField: InputCheck {
    static let info = CheckInfo(
        id: "exception-unknown-field", category: .structure, severity: .warning,
        summary: "exception tests a field that none of its rules' indices has",
        rationale: """
            A condition on a field that no event has is never true, so the exception excludes no alert; with the operator \
            `excluded` it is always true. A space before or after the name is enough. A list that several rules refer to \
            is reported only when none of their indices has the field.
            """,
        examples: [
            Example(
                in: file(), bad: ["\" user.name\"", "\"user.nmae\"", "\"vault.owner\""],
                good: ["\"user.name\"", "\"azure.activitylogs.category\""], syntax: .ndjson, isWhole: true),
            // An index of which nothing is known: only a name that is nearly a known one.
            Example(
                in: file(over: "own-vault-*"), bad: "\"user.nmae\"", good: ["\"vault.owner\"", "\"user.name\""],
                syntax: .ndjson, isWhole: true),
        ])

    /// A file with a rule over an index pattern, and an exception of it.
    private static func file(over pattern: String = "logs-azure.activitylogs-*") -> String {
        ExampleExport.rule(ExampleExport.reference).replacing("logs-azure.activitylogs-*", with: pattern)
            + ExampleExport.list
            + ExampleExport.item(#"{"field": «», "operator": "included", "type": "match", "value": "deploy"}"#)
    }
}

extension ExceptionUnknownField {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard !view.objects(.exceptionItem).isEmpty else { return }
        var selection = FieldSelection(stack: view.context.stack)
        selection.indexPatterns = view.rules.flatMap { $0.rule.elastic.index?.values ?? [] }
        let catalog = view.context.catalog
        let scope = catalog.scope(selection)
        var reported: Set<ByteRange> = []
        for issue in view.exceptionIssues where !findings.isFull {
            guard case .unknownField(let name) = issue.cause else { continue }
            reported.insert(issue.range)
            let result = finding(view, at: issue.range, issue.message)
            findings.add(FieldAdvice(name, in: scope, catalog).advising(result))
        }
        if !scope.isClosed { reportTypos(view, scope, except: reported, &findings) }
    }

    /// Names that are looked for in all tables, at most: each costs milliseconds.
    private static let mostSearches = 100

    /// Where some index may have any field, a name that is one edit away from a known one.
    private static func reportTypos(
        _ view: borrowing InputView, _ scope: FieldScope, except reported: Set<ByteRange>, _ findings: inout Findings
    ) {
        let catalog = view.context.catalog
        var searches = 0
        for item in view.objects(.exceptionItem).compactMap({ ExceptionItem($0) }) {
            for case let field? in item.entries.map(\.field)
            where scope.types(of: field.text).isEmpty && !reported.contains(field.range) {
                guard !findings.isFull, searches < mostSearches, !catalog.knows(field.text) else { continue }
                searches += 1
                guard let advice = FieldAdvice.typo(field.text, catalog) else { continue }
                findings.add(
                    advice.advising(
                        finding(
                            view, at: field.range, "unknown field `\(field.text)`",
                            label: "one edit away from \(WordList.alternatives(advice.near))")))
            }
        }
    }
}
