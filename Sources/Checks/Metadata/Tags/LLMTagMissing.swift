import Diagnostics
import Queries
import Rules
import SourceText

/// A query that asks a language model, and no tag that says so.
enum LLMTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "llm-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "the query uses COMPLETION, but the tag `Resources: LLM` is missing",
        rationale: """
            COMPLETION sends rows to a language model: such a rule needs an inference endpoint and costs money with every \
            run. The tag shows it to whoever chooses which rules to switch on.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _index, _version
                    | completion answer = "Is this change usual?" with { "inference_id": "default" }
                    | keep _id, _index, _version, answer
                    '''
                    «tags» = ["Domain: Cloud"]
                    """,
                good: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _index, _version
                    | completion answer = "Is this change usual?" with { "inference_id": "default" }
                    | keep _id, _index, _version, answer
                    '''
                    tags = ["Domain: Cloud", "Resources: LLM"]
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let tag = "Resources: LLM"
        guard let esql = view.esql, let command = esql.text.first("completion"), !TagList.has(tag, view) else { return }
        let place = esql.range(command.wordRange)
        findings.add(
            finding(view, at: TagList.place(view, else: place), "the tag `\(tag)` is missing")
                .label(view.location(place), "this command queries a language model")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }
}
