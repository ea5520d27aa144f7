import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// An index pattern that no index can have as its name.
enum IndexPatternCannotMatch: RuleCheck {
    static let info = CheckInfo(
        id: "index-pattern-cannot-match", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "no index can have a name that this index pattern matches",
        rationale: """
            Names of indices have no capital letters, no spaces and none of `\\ / ? " < > | #`. Names of data streams have \
            three parts, `logs-aws.cloudtrail-default`, so a pattern that ends after the second one matches none. \
            Kibana accepts such a pattern, and the rule finds nothing.
            """,
        examples: [
            Example(
                bad: """
                    index = [«"Logs-Azure.activitylogs-*"»]
                    """,
                good: """
                    index = ["logs-azure.activitylogs-*"]
                    """),
            Example(
                bad: """
                    index = [«"logs-azure.activitylogs"»]
                    """,
                good: """
                    index = ["logs-azure.activitylogs-*"]
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.elastic.index?.items ?? [] {
            guard let (fault, repaired) = fault(item.value) else { continue }
            let node = view.rule.entry("index")?.value.array?.first { $0.range == item.range }
            let edit = repaired.flatMap { text in
                node?.textScalar.flatMap { ScalarEdits.replaceAll(of: $0, with: text) }
            }
            let result = finding(view, at: item.range, "no index can match `\(item.value)`", label: fault)
            findings.add(
                repaired.map { text in
                    result.help("write `\(text)`").fix(edit.map { Fix("write `\(text)`", .unsafe, $0) })
                } ?? result.help("write the pattern without it"))
        }
    }

    private static let forbidden = Set(#" \/?"|#"#.utf8)

    /// What is wrong, and the text that is meant where that is clear.
    private static func fault(_ pattern: String) -> (String, String?)? {
        // Date math has signs of its own, and several patterns in one text are told apart elsewhere.
        guard !pattern.isEmpty, pattern.utf8.first != UInt8(ascii: "<"), !pattern.utf8.contains(UInt8(ascii: ","))
        else {
            return nil
        }
        let cluster = pattern.utf8.lastIndex(of: UInt8(ascii: ":"))
        let name = cluster.map { pattern[pattern.utf8.index(after: $0)...] } ?? pattern[...]
        let prefix = pattern[..<name.startIndex]
        if let sign = name.utf8.first(where: { forbidden.contains($0) }) {
            if sign == 0x20 {
                let trimmed = String(decoding: name.utf8.filter { $0 != 0x20 }, as: UTF8.self)
                return ("index names have no spaces", prefix + trimmed)
            }
            return ("names of indices have no `\(Character(Unicode.Scalar(sign)))`", nil)
        }
        if name.utf8.contains(where: { (0x41...0x5A).contains($0) }) {
            return ("index names have no capital letters", prefix + name.lowercased())
        }
        if let parsed = IndexPattern(pattern), case .dataset(let dataset) = parsed.kind,
            dataset.utf8.contains(UInt8(ascii: ".")), parsed.text.utf8.split(separator: UInt8(ascii: "-")).count == 2,
            !parsed.text.utf8.contains(UInt8(ascii: "*")), parsed.text.utf8.last != UInt8(ascii: "-")
        {
            return ("the names of these data streams go on with `-NAMESPACE`", pattern + "-*")
        }
        return nil
    }
}
