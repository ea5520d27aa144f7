import Diagnostics
import Documents
import Queries
import Rules
import Schemas
import SourceText

/// A field that a rule names outside of its query.
struct NamedField {
    let name: String
    /// The bytes of the value.
    let range: ByteRange
    /// How the name is written, where a fix may rewrite it.
    private let scalar: StringScalar?

    /// An item of a list.
    init(_ item: Spanned<String>) {
        name = item.value
        range = item.range
        scalar = nil
    }

    /// A text of its own.
    init(_ text: RuleText) {
        name = text.text
        range = text.range
        scalar = text.scalar
    }

    /// The edit that writes another name; nil where the way of writing cannot hold it.
    func replacing(with name: String) -> Edit? { scalar.flatMap { ScalarEdits.replaceAll(of: $0, with: name) } }
}

/// Looks up fields that a rule names outside of its query.
enum NamedFields {
    /// A name that is unknown, and what is near.
    struct Unknown {
        let field: NamedField
        let advice: FieldAdvice
        /// Whether no index of the rule can have it. Else the name is one edit away from a known one, in indices of which
        /// not all fields are known.
        let isSure: Bool
    }

    /// Names of one rule that are looked for in all tables, at most: each costs milliseconds.
    private static let mostSearches = 20

    /// Those that no table knows which can be meant: ECS, the tables of the index patterns, and every integration of the
    /// rule; where the patterns say nothing for sure, typos in names that any table knows.
    static func unknown(_ fields: [NamedField], _ view: RuleView) -> [Unknown] {
        // What the tables of the query know is known: those looked at here are the same and more.
        let query = view.query?.fields
        let left = fields.filter { !$0.name.isEmpty && query?.types(of: $0.name).isEmpty != false }
        return left.isEmpty ? [] : unknown(left, in: scope(view), view)
    }

    /// Those that a scope does not know, and that are not fields of an index that it does not describe.
    static func unknown(_ fields: [NamedField], in scope: FieldScope, _ view: RuleView) -> [Unknown] {
        let catalog = view.context.catalog
        let left = fields.filter { !$0.name.isEmpty && scope.types(of: $0.name).isEmpty }
        guard scope.isClosed else {
            return left.prefix(mostSearches).compactMap { field in
                FieldAdvice.typo(field.name, catalog).map { Unknown(field: field, advice: $0, isSure: false) }
            }
        }
        let ecs = catalog.scope(FieldSelection(stack: view.stack))
        return left.filter { field in
            // Where another version's table is in, only a typo in a name of ECS is sure.
            !scope.hasStandIns || UnknownField.isBelow(ecs, field.name)
        }.enumerated().map { place, field in
            let advice =
                place < mostSearches
                ? FieldAdvice(field.name, in: scope, catalog) : FieldAdvice(field.name, near: [], catalog)
            return Unknown(field: field, advice: advice, isSure: true)
        }
    }

    /// The fields that the events of a rule can have.
    static func scope(_ view: RuleView) -> FieldScope {
        var selection = FieldSelection(stack: view.stack)
        selection.indexPatterns = view.rule.elastic.index?.values ?? view.esql?.sources ?? []
        selection.integrations = view.rule.metadata.integration?.values ?? []
        selection.everyIntegrationCounts = true
        if let facts = view.query?.facts {
            selection.datasets = facts.datasets.map(\.name)
            selection.modules = facts.modules.map(\.name)
        }
        return view.context.catalog.scope(selection)
    }
}

extension Check {
    /// Adds a finding for each of the names that is unknown.
    static func reportUnknown(_ fields: [NamedField], _ view: RuleView, _ findings: inout Findings) {
        report(NamedFields.unknown(fields, view), view, &findings)
    }

    /// Adds a finding for each unknown name. `label` says where it is unknown.
    static func report(
        _ unknown: [NamedFields.Unknown], _ view: RuleView, label: String = "", _ findings: inout Findings
    ) {
        for unknown in unknown where !findings.isFull {
            let field = unknown.field
            var result = finding(
                view, at: field.range, "unknown field `\(field.name.prefix(80))`", label: unknown.isSure ? label : "",
                severity: unknown.isSure ? nil : .warning)
            if let name = unknown.advice.correction {
                result = result.fix(field.replacing(with: name).map { Fix("write `\(name)`", .unsafe, $0) })
            }
            findings.add(unknown.advice.advising(result))
        }
    }
}

extension ESQLView {
    /// The patterns after FROM, without the name of a cluster.
    var sources: [String] {
        guard let from = text.first("from") else { return [] }
        let end = metadata(of: from)?.word.lowerBound ?? from.body.upperBound
        return text.items(from.body.lowerBound..<end).map { text.text($0).filter { $0 != "\"" && $0 != "[" } }
    }
}
