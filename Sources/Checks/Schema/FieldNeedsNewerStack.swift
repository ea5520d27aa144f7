import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that the oldest stack of the rule does not have yet.
enum FieldNeedsNewerStack: RuleCheck {
    static let info = CheckInfo(
        id: "field-needs-newer-stack", category: .schema, severity: .warning,
        summary: "field is unknown to the oldest stack that the rule supports",
        rationale: """
            `metadata.min_stack_version` is the oldest stack that a rule may be installed on; without it the rule is for all \
            supported stacks. A field that a later stack introduced is empty on older ones, so a test of it never matches \
            there. Raise the version, or test a field that older stacks have, too.

            Only field tables that Tenet has are compared: where another version of a package's table is used instead, \
            nothing is reported.
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
                    """),
            Example(
                in: "query = \"event.dataset:azure.activitylogs and «»\"",
                bad: "(«gen_ai.agent.id»:a or gen_ai.agent.id:b)", good: ["gen_ai.agent.*:*", "source.ip:*"]),
            // Tenet has no table of the ECS version of stack 9.3.
            Example(
                in: """
                    query = "event.dataset:azure.activitylogs and gen_ai.agent.id:*"

                    [metadata]
                    min_stack_version = "«»"
                    min_stack_comments = "Fields of AI agents came with this stack."
                    """,
                good: ["9.3.0", "9.5.0"]),
            Example(
                bad: """
                    query = "event.dataset:azure.activitylogs and «gen_ai.agent.id»:*"

                    [metadata]
                    min_stack_version = "8.19.0"
                    min_stack_comments = "The filters of this rule came with this stack."
                    """),
            // Fields of a package. Of all its data streams Tenet does not have the tables of the oldest stack.
            Example(
                in: "# without integration\nquery = 'process where event.type == \"start\" and «» != null'",
                bad: "process.ai_agent.name", good: "process.Ext.ancestry", on: .eql),
            Example(
                good: "query = 'process where event.type == \"start\" and process.ai_agent.name != null'", on: .eql),
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
        var reported: Set<String> = []
        for use in query.facts.fields where !use.name.utf8.contains(UInt8(ascii: "*")) && !findings.isFull {
            guard ecs.types(of: use.name).isEmpty, older.types(of: use.name).isEmpty,
                let now = query.fields.definition(of: use.name),
                reported.insert(use.name).inserted,
                // A table that stands in for another version proves nothing about fields that only packages have.
                now.source.hasPrefix("ECS ") || !older.hasStandIns && !query.fields.hasStandIns
            else { continue }
            findings.add(
                finding(
                    view, at: query.text.sourceRange(use.range), "`\(use.name)` is unknown to stack \(floor)",
                    label: "in \(now.source), but not in the tables of \(floor)"
                )
                .help("set `min_stack_version` to a stack that has the field"))
        }
    }
}
