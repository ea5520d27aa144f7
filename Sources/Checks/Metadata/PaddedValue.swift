import Diagnostics
import Documents
import Rules
import SourceText

/// Whitespace around a value that is compared byte by byte.
enum PaddedValue: RuleCheck {
    static let info = CheckInfo(
        id: "padded-value", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "value that is looked up as written has whitespace around it",
        rationale: """
            IDs, field names, authors and tags are compared byte by byte. A value with a space at its end looks the same, \
            but does not match anything.
            """,
        examples: [
            Example(
                bad: """
                    timestamp_override = «" event.ingested"»
                    """,
                good: """
                    timestamp_override = "event.ingested"
                    """),
            Example(
                bad: """
                    author = [«"Example Authors "»]
                    """,
                good: """
                    author = ["Example Authors"]
                    """),
            Example(
                bad: [
                    "# without index\ndata_view_id = «\"security-solution-default \"»",
                    "license = «\"Elastic License v2 \"»",
                    "rule_name_override = «\" message\"»",
                    "timeline_id = «\"91832785-286d-4ebe-b884-1a208d111a70 \"»\ntimeline_title = \"Generic Network Timeline\"",
                    "timeline_id = \"91832785-286d-4ebe-b884-1a208d111a70\"\ntimeline_title = «\"Generic Network Timeline \"»",
                    "timestamp_override = «\"\\tevent.ingested\"»",
                    "[metadata]\nintegration = [«\"azure \"»]", "tags = [\"Cloud\", «\" Azure \"»]",
                    "tags = [«\"Azure\\t\"»]",
                ],
                good: "tags = [\"Domain: Cloud\", \"Data Source: Azure\"]"),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let texts = [
            (view.rule.elastic.dataViewID, "data_view_id"), (view.rule.license, "license"),
            (view.rule.elastic.ruleNameOverride, "rule_name_override"),
            (view.rule.elastic.timelineID, "timeline_id"), (view.rule.elastic.timelineTitle, "timeline_title"),
            (view.rule.elastic.timestampOverride, "timestamp_override"),
        ]
        for case (let text?, let key) in texts where isPadded(text.text) {
            let tidy = trimmed(text.text)
            let edit = text.replacing(with: tidy)
            findings.add(
                finding(view, at: text.range, "`\(key)` has whitespace around it")
                    .help("remove the whitespace")
                    .fix(edit.map { Fix("remove the whitespace", .safe, $0) }))
        }
        let lists = [
            (view.rule.author, "author"), (view.rule.elastic.investigationFields, "investigation_fields"),
            (view.rule.metadata.integration, "integration"), (view.rule.tags, "tags"),
        ]
        for case (let list?, let key) in lists {
            for item in list.items where isPadded(item.value) {
                findings.add(
                    finding(view, at: item.range, "an entry of `\(key)` has whitespace around it")
                        .help("remove the whitespace")
                        .fix(edit(item, view.source).map { Fix("remove the whitespace", .safe, $0) }))
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether there is whitespace around something else.
    static func isPadded(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, isSpace(first) || isSpace(last) else {
            return false
        }
        return !text.utf8.allSatisfy(isSpace)
    }

    private static func trimmed(_ text: String) -> String {
        String(
            decoding: Array(text.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()), as: UTF8.self)
    }

    /// Where the item is written byte for byte between two quotes.
    private static func edit(_ item: Spanned<String>, _ source: SourceFile) -> Edit? {
        guard source.text(item.range).utf8.dropFirst().dropLast().elementsEqual(item.value.utf8) else { return nil }
        return Edit(ByteRange(item.range.start + 1, item.range.end - 1), trimmed(item.value))
    }
}
