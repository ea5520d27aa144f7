import Diagnostics
import Rules
import Schemas
import SourceText

/// A tag with an unknown prefix.
enum TagUnknownPrefix: RuleCheck {
    static let info = CheckInfo(
        id: "tag-unknown-prefix", category: .metadata, severity: .error,
        summary: "tag begins with none of the prefixes of Elastic's tags",
        rationale: """
            Tags of Elastic's rules are pairs such as `Data Source: Okta`: pages and filters group rules by the \
            prefix before the colon. A tag without one of the known prefixes belongs to no group, and the repository \
            refuses it.
            """,
        examples: [
            Example(
                in: "tags = [«»]",
                bad: [
                    "\"Domain: Cloud\", «\"Source: Azure\"»", "\"Azure\"", "\"Data Source - Azure\"",
                    // The repository accepts this one.
                    "\"Elastic Domain: Cloud\"", "\"OSX: macOS\"",
                ],
                good: ["\"Domain: Cloud\", \"Data Source: Azure\"", "\"OS: Linux\"", "\"Use Case:Threat Detection\""]),
            Example(in: "tags = [«»]", bad: "\"Data Sorce: Azure\"", replacing: "\"Data Source: Azure\""),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.tags?.items ?? [] where !item.value.isEmpty && !hasPrefix(item.value) {
            // The repository looks for the prefix anywhere in the tag.
            let isAccepted = ControlledTags.prefixes.contains { item.value.contains($0 + ":") }
            let result = finding(
                view, at: item.range, "tag `\(item.value)` has no known prefix",
                severity: isAccepted ? .warning : nil)
            let word = String(item.value.prefix { $0 != ":" })
            let near = NearestName.ranked(word, among: ControlledTags.prefixes)
            findings.add(
                near.isEmpty
                    ? result.help("begin it with a prefix such as `Data Source:`, `Domain:` or `Use Case:`")
                    : result.help("did you mean \(WordList.alternatives(near.map { $0 + ":" }))?"))
        }
    }

    private static func hasPrefix(_ tag: String) -> Bool {
        ControlledTags.prefixes.contains { prefix in
            tag.utf8.starts(with: prefix.utf8) && tag.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: ":")
        }
    }
}
