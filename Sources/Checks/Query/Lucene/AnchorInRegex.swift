import Diagnostics
import Queries
import SourceText

/// `^` or `$` at the ends of a regular expression that always matches whole values.
enum AnchorInRegex: RuleCheck {
    static let info = CheckInfo(
        id: "anchor-in-regex", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`^` or `$` in a regular expression of a Lucene query, where it is literal",
        rationale: """
            Lucene regular expressions always match the whole value and have no anchors: `^` at the beginning and \
            `$` at the end are literal, so the value must contain them. To match only the beginning or the end of a \
            value, write `.*` for the rest.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = 'event.action:«»'
                    """,
                bad: ["/^delete/", "/^delete.*/", "/^delete|purge/"],
                good: ["/delete.*/", "/del^e.*/", "/delete|purge/"],
                on: .lucene),
            Example(
                in: """
                    language = "lucene"
                    query = 'event.action:«»'
                    """,
                bad: ["/delete$/", "/.*delete$/", #"/.*C:\\$/"#], good: ["/.*delete/", #"/.*\$/"#, "/a$b.*/"],
                on: .lucene),
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'process.name:«»'
                    """,
                bad: [#"/^cmd\.exe$/"#, "/^(cmd|powershell)$/", "/^$/"], good: ["\"cmd.exe\"", "/cmd|powershell/"],
                on: .lucene),
            // Quotes need escapes of their own.
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'user.name:«»'
                    """,
                bad: #"/^corp\\admin$/"#, replacing: #""corp\\admin""#, on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for test in view.lucene?.root?.tests ?? [] where !findings.isFull {
            guard case .regex(let text) = test.question else { continue }
            let (opens, closes) = anchors(of: text)
            guard opens || closes else { continue }
            let anchors = opens && closes ? "`^` and `$` are" : "`\(opens ? "^" : "$")` is"
            let place = test.valueRange
            var bare = text[...]
            if opens { bare = bare.dropFirst() }
            if closes { bare = bare.dropLast() }
            let meant = meaning(of: String(bare), opens: opens, closes: closes)
            let edit = view.checkedQuery?.edit(place, meant)
            findings.add(
                finding(
                    view, at: view.place(place), "\(anchors) literal in this regular expression",
                    label: "always matches whole values"
                )
                .help("write `\(meant.prefix(60))`")
                .fix(edit.map { Fix("replace the anchor", .unsafe, $0) }))
        }
    }

    /// Whether an expression begins with `^`, and whether it ends with a `$` that is not escaped.
    static func anchors(of text: String) -> (opens: Bool, closes: Bool) {
        let opens = text.utf8.first == UInt8(ascii: "^")
        guard text.utf8.last == UInt8(ascii: "$") else { return (opens, false) }
        let escapes = text.utf8.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }
        return (opens, escapes.count.isMultiple(of: 2))
    }

    /// The value that matches what the expression matches where `^` and `$` are anchors.
    private static func meaning(of text: String, opens: Bool, closes: Bool) -> String {
        // A single value needs no expression.
        if opens, closes, let value = (try? Regex(text))?.onlyText, !value.isEmpty {
            return Lucene.print(.test(LuceneTest(nil, .phrase(value, slop: 0), ByteRange(at: 0))))
        }
        // Among alternatives an anchor was meant for one of them only.
        if opens == closes || text.utf8.contains(UInt8(ascii: "|")) { return "/\(text)/" }
        if opens { return text.hasSuffix(".*") ? "/\(text)/" : "/\(text).*/" }
        return text.hasPrefix(".*") ? "/\(text)/" : "/.*\(text)/"
    }
}
