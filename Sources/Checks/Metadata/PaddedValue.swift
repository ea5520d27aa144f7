import Diagnostics
import Documents
import Rules
import SourceText

/// White space around a value that is compared as it stands.
enum PaddedValue: RuleCheck {
    static let info = CheckInfo(
        id: "padded-value", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "a value that is looked up as written has whitespace around it",
        rationale: """
            Ids, names of fields, authors and tags are compared byte by byte: a space at the end makes another one \
            of them, which is found nowhere and looks the same.
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
                finding(view, at: text.range, "`\(key)` has white space around it")
                    .help("write it without")
                    .fix(edit.map { Fix("remove the white space", .safe, $0) }))
        }
        let lists = [
            (view.rule.author, "author"), (view.rule.elastic.investigationFields, "investigation_fields"),
            (view.rule.metadata.integration, "integration"), (view.rule.tags, "tags"),
        ]
        for case (let list?, let key) in lists {
            for item in list.items where isPadded(item.value) {
                findings.add(
                    finding(view, at: item.range, "an entry of `\(key)` has white space around it")
                        .help("write it without")
                        .fix(edit(item, view.source).map { Fix("remove the white space", .safe, $0) }))
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether there is white space around something else.
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
