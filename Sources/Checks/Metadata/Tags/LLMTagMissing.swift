import Diagnostics
import Queries
import Rules
import SourceText

/// A query with COMPLETION in a rule without the tag for language models.
enum LLMTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "llm-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "query uses COMPLETION, but the tag `Resources: LLM` is missing",
        rationale: """
            COMPLETION sends rows to a language model: such a rule needs an inference endpoint, and each run costs \
            money. The tag makes that visible before the rule is enabled.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _index, _version
                    | completion answer = "Is this change usual?" with { "inference_id": "default" }
                    | keep _id, _index, _version, answer
                    '''
                    «»
                    """,
                bad: ["«tags» = [\"Domain: Cloud\"]", "«tags» = [\"Domain: Cloud\", \"Domain: LLM\"]"],
                good: ["tags = [\"Domain: Cloud\", \"Resources: LLM\"]", "tags = [\"Resources: llm\"]"], on: .esql),
            Example(
                bad: """
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _index, _version
                    | «completion» answer = "Is this change usual?" with { "inference_id": "default" }
                    | keep _id, _index, _version, answer
                    '''
                    """, good: "tags = [\"Domain: Cloud\"]", on: .esql),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let tag = "Resources: LLM"
        guard let esql = view.esql, let command = esql.text.first("completion"), !TagList.has(tag, view) else { return }
        let place = esql.range(command.wordRange)
        findings.add(
            finding(view, at: TagList.place(view, else: place), "the tag `\(tag)` is missing")
                .label(view.location(place), "this command sends rows to a language model")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }
}
