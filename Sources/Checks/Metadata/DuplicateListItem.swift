import Diagnostics
import Documents
import Rules
import SourceText

/// The same entry twice in a list of the rule.
enum DuplicateListItem: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-list-item", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "tag, reference, index pattern or author appears twice in its list",
        rationale: """
            The second entry has no effect. It usually comes from an edit or a merge, and often another entry was meant.
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
            Example(
                bad: [
                    "author = [\"Example Authors\", «\"Example Authors\"»]",
                    "false_positives = [\"Key rotation.\", «\"Key rotation.\"»]",
                    "index = [\"logs-azure.activitylogs-*\", «\"logs-azure.activitylogs-*\"»]",
                    "[metadata]\nintegration = [\"azure\", «\"azure\"»]",
                ]),
            // More entries than are compared one by one.
            Example(
                in: """
                    tags = [
                        "Tag 1", "Tag 2", "Tag 3", "Tag 4", "Tag 5", "Tag 6", "Tag 7", "Tag 8", "Tag 9",
                        "Tag 10", "Tag 11", "Tag 12", "Tag 13", "Tag 14", "Tag 15", "Tag 16", «»,
                    ]
                    """, bad: ["\"Tag 1\"", "\"Tag 16\""], good: "\"Tag 17\""),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let lists = [
            (view.rule.author, "author"), (view.rule.falsePositives, "false positive"),
            (view.rule.elastic.index, "index pattern"),
            (view.rule.metadata.integration, "integration"), (view.rule.references, "reference"),
            (view.rule.tags, "tag"),
        ]
        for case (let list?, let word) in lists {
            var seen = FirstPlaces(count: list.items.count)
            for item in list.items where !item.value.isEmpty {
                if let first = seen.first(item) { findings.add(duplicate(view, item, first, list, word)) }
            }
        }
    }

    /// Where each text is first. A few are looked through, which is faster than a dictionary.
    private struct FirstPlaces {
        private var few: [Spanned<String>] = []
        private var many: [[UInt8]: ByteRange] = [:]
        private let isFew: Bool

        init(count: Int) { isFew = count <= 16 }

        /// The place of the same text before; nil for a new one, which is noted.
        mutating func first(_ item: Spanned<String>) -> ByteRange? {
            if isFew {
                if let known = few.first(where: { $0.value.isSame(as: item.value) }) { return known.range }
                few.append(item)
                return nil
            }
            let key = Array(item.value.utf8)
            if let known = many[key] { return known }
            many[key] = item.range
            return nil
        }
    }

    private static func duplicate(
        _ view: RuleView, _ item: Spanned<String>, _ first: ByteRange, _ list: RuleList, _ word: String
    ) -> Diagnostic {
        let name = word == "false positive" ? "this \(word)" : "\(word) `\(item.value)`"
        let edit = ListEdits.remove(item.range, from: list.range, in: view.source)
        return finding(view, at: item.range, "\(name) is listed twice", label: "listed again here")
            .label(view.location(first), "first listed here")
            .help("remove one of them")
            .fix(edit.map { Fix("remove the second one", .safe, $0) })
    }
}
