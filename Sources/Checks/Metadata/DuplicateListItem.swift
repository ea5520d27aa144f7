import Diagnostics
import Documents
import Rules
import SourceText

/// The same entry twice in a list of the rule.
enum DuplicateListItem: Check {
    static let info = CheckInfo(
        id: "duplicate-list-item", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "the same tag, reference, index pattern or author stands twice in its list",
        rationale: """
            The second entry changes nothing; it is left over from an edit or a merge, and often another entry was meant.
            """,
        examples: [
            Example(
                bad: """
                    tags = ["Cloud", "Azure", «"Cloud"»]
                    """,
                good: """
                    tags = ["Cloud", "Azure"]
                    """),
            Example(
                bad: """
                    rule:
                      references:
                        - https://example.org/a
                        # the same page once more
                        - «https://example.org/a»
                        - https://example.org/b
                    """,
                good: """
                    rule:
                      references:
                        - https://example.org/a
                        - https://example.org/b
                    """, syntax: .yaml),
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        let rule = view.rule
        let lists = [
            (rule.author, "author"), (rule.falsePositives, "false positive"), (rule.index, "index pattern"),
            (rule.metadata.integration, "integration"), (rule.references, "reference"), (rule.tags, "tag"),
        ]
        for case (let list?, let word) in lists {
            var seen: [[UInt8]: ByteRange] = [:]
            for item in list.items where !item.value.isEmpty {
                let key = Array(item.value.utf8)
                guard let first = seen[key] else {
                    seen[key] = item.range
                    continue
                }
                findings.add(duplicate(view, item, first, list, word))
            }
        }
    }

    private static func duplicate(
        _ view: borrowing RuleView, _ item: Spanned<String>, _ first: ByteRange, _ list: RuleList, _ word: String
    ) -> Diagnostic {
        let name = word == "false positive" ? "this \(word)" : "\(word) `\(item.value)`"
        let edit = ListEdits.remove(item.range, from: list.range, in: view.source)
        return finding(view, at: item.range, "\(name) is listed twice", label: "listed again here")
            .label(view.location(first), "first listed here")
            .help("remove one of them")
            .fix(edit.map { Fix("remove the second one", .safe, $0) })
    }
}
