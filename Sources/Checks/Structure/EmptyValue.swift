import Diagnostics
import Documents
import Rules
import SourceText

/// A required text or list with nothing in it.
enum EmptyValue: Check {
    static let info = CheckInfo(
        id: "empty-value", category: .structure, severity: .error,
        summary: "a text or list that must say something is empty",
        rationale: """
            Kibana refuses a rule with an empty name or description. An empty entry in a list of index patterns, tags or \
            references is there by mistake and means nothing. White space does not count as text.
            """,
        examples: [
            Example(
                bad: """
                    description = «"  "»
                    """,
                good: """
                    description = "Tells of each change to a key vault."
                    """),
            Example(
                bad: """
                    tags = ["Azure", «""»]
                    """,
                good: """
                    tags = ["Azure"]
                    """),
        ], isKibanasRefusal: true)

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        let rule = view.rule
        let texts = [(rule.name, "name"), (rule.description, "description")]
        for case (let text?, let key) in texts where isBlank(text.text) {
            // To Kibana a blank is text.
            let severity = view.isKibana && !text.text.isEmpty ? Severity.warning : nil
            findings.add(
                finding(view, at: text.range, "the rule's `\(key)` is empty", severity: severity)
                    .help("write a \(key)"))
        }
        let lists = [
            (rule.author, "author"), (rule.index, "index"), (rule.tags, "tags"), (rule.references, "references"),
            (rule.falsePositives, "false_positives"), (rule.metadata.integration, "integration"),
        ]
        for case (let list?, let key) in lists {
            for item in list.items where isBlank(item.value) {
                findings.add(
                    finding(
                        view, at: item.range, "an entry of `\(key)` is empty", severity: view.isKibana ? .warning : nil
                    ).help("remove the entry"))
            }
        }
        // An absent index is another check's; a list that is there and empty reads like a mistake.
        if let author = rule.author, !view.isKibana, author.items.isEmpty, author.isWrittenAsList,
            isEmptyList(view.rule.ruleEntry)
        {
            findings.add(
                finding(view, at: author.range, "the rule's `author` is an empty list", severity: .warning)
                    .help("name who wrote the rule"))
        }
    }

    private static func isBlank(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// Items of the wrong type are left out of the rule, but they are there.
    private static func isEmptyList(_ rule: Entry?) -> Bool {
        rule?.value["author"]?.array?.isEmpty ?? false
    }
}
