import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that the oldest stack of the rule does not have yet.
enum FieldNeedsNewerStack: RuleCheck {
    static let info = CheckInfo(
        id: "field-needs-newer-stack", category: .schema, severity: .warning,
        summary: "a field of the query is not known to the oldest stack that the rule says it runs on",
        rationale: """
            `metadata.min_stack_version` says from which stack on a rule may be installed; without it the rule is for all \
            supported stacks. A field that came later is empty on the older ones: there the test never holds. Raise the \
            version, or test a field that was there before.

            Only tables that are here are compared: where another version of a package's table is used instead, nothing is reported.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «gen_ai.agent.id»:*
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and gen_ai.agent.id:*
                    '''
                    [metadata]
                    min_stack_version = "9.4.0"
                    min_stack_comments = "Fields of AI agents came with this stack."
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let declared = view.rule.metadata.minStackVersion
        guard let query = view.query, !query.facts.fields.isEmpty,
            let floor = declared == nil ? StackVersion.oldestSupported : declared.flatMap({ StackVersion($0.text) }),
            floor < query.fields.selection.stack, FieldScope.hasOwnVersions(for: floor)
        else { return }
        // Most fields are of ECS, which has the same tables for all rules.
        let ecs = view.context.catalog.scope(FieldSelection(stack: floor))
        lazy var older = query.fields.scope(for: floor)
        var told: Set<String> = []
        for use in query.facts.fields where !use.name.utf8.contains(UInt8(ascii: "*")) && !findings.isFull {
            guard ecs.types(of: use.name).isEmpty, older.types(of: use.name).isEmpty,
                let now = query.fields.definition(of: use.name),
                told.insert(use.name).inserted,
                // A package's table that is in says nothing of what only packages have.
                now.source.hasPrefix("ECS ") || !older.hasStandIns && !query.fields.hasStandIns
            else { continue }
            findings.add(
                finding(
                    view, at: query.text.sourceRange(use.range), "`\(use.name)` is not known to stack \(floor)",
                    label: "in \(now.source), but not in the tables of \(floor)"
                )
                .help("set `min_stack_version` to a stack that has the field"))
        }
    }
}
