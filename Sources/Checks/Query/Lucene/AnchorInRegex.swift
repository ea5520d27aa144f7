import Diagnostics
import Queries
import SourceText

/// `^` or `$` at the ends of an expression that is anchored anyway.
enum AnchorInRegex: RuleCheck {
    static let info = CheckInfo(
        id: "anchor-in-regex", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`^` or `$` in a regular expression of a Lucene query, where it is literal",
        rationale: """
            Lucene's expressions always match the whole value and have no anchors: `^` at the beginning and `$` at the end \
            are characters that the value must contain. What may come before or after is written `.*`.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:«/^delete.*/»'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:/delete.*/'
                    """),
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:«/delete$/»'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:/.*delete/'
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for test in view.lucene?.root?.tests ?? [] where !findings.isFull {
            guard case .regex(let text) = test.question else { continue }
            let opens = text.utf8.first == UInt8(ascii: "^")
            let closes = text.utf8.last == UInt8(ascii: "$") && !text.hasSuffix("\\$")
            guard opens || closes else { continue }
            let place = test.valueRange
            var bare = text[...]
            if opens { bare = bare.dropFirst() }
            if closes { bare = bare.dropLast() }
            let meant = meaning(of: String(bare), opens: opens, closes: closes)
            let edit = view.checkedQuery?.edit(place, meant)
            findings.add(
                finding(
                    view, at: view.place(place), "`\(opens ? "^" : "$")` is an ordinary sign in this expression",
                    label: "matches whole values anyway"
                )
                .help("write `\(meant.prefix(60))`")
                .fix(edit.map { Fix("write what the anchor was meant for", .unsafe, $0) }))
        }
    }

    /// What an expression with anchors finds where expressions look for a part of the value.
    private static func meaning(of text: String, opens: Bool, closes: Bool) -> String {
        // One value needs no expression.
        if opens, closes, let value = (try? Regex(text))?.onlyText, !value.isEmpty,
            !value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
        {
            return "\"\(value)\""
        }
        // Of alternatives a sign was meant for one only.
        if opens == closes || text.utf8.contains(UInt8(ascii: "|")) { return "/\(text)/" }
        if opens { return text.hasSuffix(".*") ? "/\(text)/" : "/\(text).*/" }
        return text.hasPrefix(".*") ? "/\(text)/" : "/.*\(text)/"
    }
}
