import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// An index pattern that matches no valid index name.
enum IndexPatternCannotMatch: RuleCheck {
    static let info = CheckInfo(
        id: "index-pattern-cannot-match", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "index pattern cannot match any index name",
        rationale: """
            Index names have no uppercase letters, no spaces and none of `\\ / ? " < > | #`. Names of data streams \
            have three parts, `logs-aws.cloudtrail-default`, so a pattern that ends after the second part matches \
            none. Kibana accepts such a pattern, and the rule finds nothing.
            """,
        examples: [
            Example(
                in: "index = [«»]",
                bad: [
                    "\"Logs-Azure.activitylogs-*\"", "\"logs-azure.activitylogs\"", "\"vault audit-*\"",
                    "\"logs-azure.activitylogs-#*\"", "\"logs-azure.activitylogs-*\", «\"eu:Vault-audit-*\"»",
                ],
                good: [
                    "\"logs-azure.activitylogs-*\"", "\"logs-azure.activitylogs-default\"", "\"logs-azure*\"",
                    "\"Vault_EU:logs-azure.activitylogs-*\"",
                    "\"<logs-azure.activitylogs-{now/d{yyyy.MM.dd|+01:00}}>\"",
                ])
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.elastic.index?.items ?? [] {
            guard let (reason, repaired) = mistake(in: item.value) else { continue }
            let node = view.rule.entry("index")?.value.array?.first { $0.range == item.range }
            let edit = repaired.flatMap { text in
                node?.textScalar.flatMap { ScalarEdits.replaceAll(of: $0, with: text) }
            }
            let result = finding(
                view, at: item.range, "index pattern `\(item.value)` cannot match any index name", label: reason)
            findings.add(
                repaired.map { text in
                    result.help("write `\(text)`").fix(edit.map { Fix("write `\(text)`", .unsafe, $0) })
                } ?? result.help("remove the character"))
        }
    }

    private static let forbidden = Set(#" \/?"|#"#.utf8)

    /// What is wrong, and the text that is meant where that is clear.
    private static func mistake(in pattern: String) -> (String, String?)? {
        // Date math has its own characters, and another check reports several patterns in one text.
        guard !pattern.isEmpty, pattern.utf8.first != UInt8(ascii: "<"), !pattern.utf8.contains(UInt8(ascii: ","))
        else {
            return nil
        }
        let cluster = pattern.utf8.lastIndex(of: UInt8(ascii: ":"))
        let name = cluster.map { pattern[pattern.utf8.index(after: $0)...] } ?? pattern[...]
        let prefix = pattern[..<name.startIndex]
        if let character = name.utf8.first(where: { forbidden.contains($0) }) {
            if character == 0x20 {
                let trimmed = String(decoding: name.utf8.filter { $0 != 0x20 }, as: UTF8.self)
                return ("index names have no spaces", prefix + trimmed)
            }
            return ("index names have no `\(Character(Unicode.Scalar(character)))`", nil)
        }
        if name.utf8.contains(where: { (0x41...0x5A).contains($0) }) {
            return ("index names have no uppercase letters", prefix + name.lowercased())
        }
        if let parsed = IndexPattern(pattern), case .dataset(let dataset) = parsed.kind,
            dataset.utf8.contains(UInt8(ascii: ".")), parsed.text.utf8.split(separator: UInt8(ascii: "-")).count == 2,
            !parsed.text.utf8.contains(UInt8(ascii: "*")), parsed.text.utf8.last != UInt8(ascii: "-")
        {
            return ("names of these data streams continue with `-NAMESPACE`", pattern + "-*")
        }
        return nil
    }
}
