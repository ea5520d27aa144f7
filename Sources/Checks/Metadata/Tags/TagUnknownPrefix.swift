import Diagnostics
import Rules
import Schemas
import SourceText

/// A tag that begins with none of the shared words.
enum TagUnknownPrefix: RuleCheck {
    static let info = CheckInfo(
        id: "tag-unknown-prefix", category: .metadata, severity: .error,
        summary: "a tag begins with none of the words that Elastic's rules sort their tags by",
        rationale: """
            Tags of Elastic's rules are pairs such as `Data Source: Okta`: pages and filters group rules by the word \
            before the colon. A tag without one of these words belongs to no group, and the repository refuses it.
            """,
        examples: [
            Example(
                bad: """
                    tags = ["Domain: Cloud", «"Source: Azure"»]
                    """,
                good: """
                    tags = ["Domain: Cloud", "Data Source: Azure"]
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.tags?.items ?? [] where !item.value.isEmpty && !hasPrefix(item.value) {
            // The repository looks for the word anywhere in the tag.
            let isAccepted = ControlledTags.prefixes.contains { item.value.contains($0 + ":") }
            let result = finding(
                view, at: item.range, "tag `\(item.value)` begins with none of the known words",
                severity: isAccepted ? .warning : nil)
            let word = String(item.value.prefix { $0 != ":" })
            let near = NearestName.ranked(word, among: ControlledTags.prefixes)
            findings.add(
                near.isEmpty
                    ? result.help("begin it with a word such as `Data Source:`, `Domain:` or `Use Case:`")
                    : result.help("did you mean \(WordList.alternatives(near.map { $0 + ":" }))?"))
        }
    }

    private static func hasPrefix(_ tag: String) -> Bool {
        ControlledTags.prefixes.contains { prefix in
            tag.utf8.starts(with: prefix.utf8) && tag.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: ":")
        }
    }
}
