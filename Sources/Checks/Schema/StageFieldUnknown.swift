import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that the stage's own data set does not have.
enum StageFieldUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "stage-field-unknown", category: .schema, severity: .error,
        summary: "stage of a sequence names a field that the stage's data set does not have",
        rationale: """
            Each stage matches events of its own data set. A field of another stage's data set is absent there, so the \
            stage finds nothing, and neither does the sequence.
            """,
        examples: [
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.dataset == "azure.activitylogs" and «»]
                      [any where event.dataset == "azure.signinlogs"]
                    '''
                    """,
                bad: "«azure.signinlogs.category» != null",
                good: [
                    "azure.activitylogs.category != null", "event.outcome == \"success\"",
                    "?azure.signinlogs.category != null",
                ], on: .eql),
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = '''
                    sequence with maxspan=5m
                      [any where event.dataset == "azure.activitylogs"] by «»
                      [any where event.dataset == "azure.signinlogs"] by azure.signinlogs.category
                    '''
                    """,
                bad: "azure.signinlogs.category", good: "azure.activitylogs.category", on: .eql),
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = '''
                    sample by source.ip
                      [any where «»]
                      [any where event.dataset == "azure.signinlogs"]
                    '''
                    """,
                bad: "event.dataset == \"azure.activitylogs\" and «azure.signinlogs.category» != null",
                // Events of any data set, and of either.
                good: [
                    "azure.signinlogs.category != null",
                    "event.dataset in (\"azure.activitylogs\", \"azure.signinlogs\") and azure.signinlogs.category != null",
                ], on: .eql),
            // All stages are of one data set.
            Example(
                good: """
                    index = ["logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.dataset == "azure.activitylogs" and azure.signinlogs.category != null]
                      [any where event.dataset == "azure.activitylogs"]
                    '''
                    """, on: .eql),
            // Patterns that other data sets match, too.
            Example(
                bad: """
                    index = ["filebeat-*", "logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.dataset == "azure.activitylogs" and «azure.signinlogs.category» != null]
                      [any where event.dataset == "azure.signinlogs"]
                    '''
                    """,
                on: .eql),
            Example(
                bad: """
                    index = ["logs-*"]
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.dataset == "azure.activitylogs"]
                      ![any where event.dataset == "azure.signinlogs" and «azure.activitylogs.category» != null]
                    '''
                    """,
                good: """
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sequence by host.id with maxspan=5m
                      [any where event.dataset == "endpoint.events.file" and process.Ext.effective_parent.name != null]
                      [any where event.dataset == "endpoint.events.network"]
                    '''
                    """,
                on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, case .series? = query.query.tree.eql?.statement else { return }
        let steps = query.steps.map { (step: $0, facts: EQL.facts($0.filter)) }
        let names = steps.map { Set($0.facts.datasets.map(\.name)) }
        guard Set(names).count > 1 else { return }
        var scopes: [Set<String>: FieldScope] = [:]
        for (index, each) in steps.enumerated() where !names[index].isEmpty {
            let scope = scopes[names[index]] ?? self.scope(names[index].sorted(), query.query, view)
            scopes[names[index]] = scope
            guard scope.isClosed else { continue }
            for field in each.step.filter.condition.fields + each.step.keys
            where !field.isOptional && scope.types(of: field.name).isEmpty
                && !query.query.fields.types(of: field.name).isEmpty
            {
                findings.add(
                    finding(
                        view, at: query.range(field.range),
                        "no schema of \(WordList.enumeration(names[index].sorted())) has `\(field.name)`",
                        // A table of another version may lack newer fields.
                        severity: scope.hasStandIns ? .warning : nil
                    )
                    .help(
                        "a stage has the fields of its own data set only; if some events lack it, write `?\(field.name)`"
                    )
                )
            }
        }
    }

    /// The fields of a stage's own data sets. Lists kept by hand are bound to the rule's patterns, so those that can hold
    /// one of the data sets stay.
    private static func scope(
        _ datasets: [String], _ query: RuleQuery, _ view: RuleView
    ) -> FieldScope {
        var selection = query.fields.selection
        selection.datasets = datasets
        let catalog = view.context.catalog
        let own = selection.indexPatterns.filter { pattern in
            guard pattern.hasPrefix("logs-"), !pattern.hasPrefix("logs-*") else { return false }
            var alone = FieldSelection(stack: selection.stack)
            alone.indexPatterns = [pattern]
            let scope = catalog.scope(alone)
            return datasets.contains { $0.contains(".") && scope.canHold(dataset: $0) }
        }
        selection.indexPatterns = own + datasets.map { "logs-\($0)-*" }
        return catalog.scope(selection)
    }
}
