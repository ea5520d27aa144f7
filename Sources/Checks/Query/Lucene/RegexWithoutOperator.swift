import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// An expression of nothing but letters: it matches one value, the whole of it.
enum RegexWithoutOperator: RuleCheck {
    static let info = CheckInfo(
        id: "regex-without-operator", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a regular expression of a Lucene query has no operator and matches one whole value only",
        rationale: """
            Lucene's expressions match the whole value of a keyword field: `process.command_line:/mimikatz/` finds only \
            events whose command line is that word and nothing else. To look for a part of the value, write `.*` for \
            what may come before and after it; the one value alone needs no expression. Analyzed text is kept in \
            words, so that a word in slashes finds that word there.
            """,
        examples: [
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'process.command_line:«/mimikatz/»'
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'process.command_line:/.*mimikatz.*/'
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'process.name:(«/rundll32\\.exe/» OR /wscript|cscript/)'
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = 'process.name:("rundll32.exe" OR /wscript|cscript/) AND message:/failed/'
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields, let query = view.lucene else { return }
        for test in query.root?.tests ?? [] where !findings.isFull {
            guard let field = test.field, case .regex(let written) = test.question,
                let text = (try? Regex(written))?.onlyText, !text.isEmpty, !isToldElsewhere(test, text, query.text)
            else { continue }
            let types = fields.types(of: field.name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .keyword }) else { continue }
            // A word of the field's list of values is a whole value.
            let known = fields.allowedValues(of: field.name) + fields.usualValues(of: field.name)
            if known.contains(text) { continue }
            let edit = view.checkedQuery?.edit(test.valueRange, "/.*\(written).*/")
            findings.add(
                finding(
                    view, at: view.place(test.valueRange),
                    "this expression matches only the value `\(text.prefix(60))`",
                    label: "matches whole values"
                )
                .help("write `/.*\(written.prefix(60)).*/` to look inside the value, or the value without slashes")
                .fix(edit.map { Fix("look inside the value", .unsafe, $0) }))
        }
    }

    /// Slashes of a path, and signs that are not anchors, have checks of their own.
    private static func isToldElsewhere(_ test: LuceneTest, _ text: String, _ query: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "^") || text.utf8.last == UInt8(ascii: "$") { return true }
        let bytes = query.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: min(test.valueRange.start, bytes.count))
        let end = bytes.index(bytes.startIndex, offsetBy: min(test.valueRange.end, bytes.count))
        let before = start > bytes.startIndex ? bytes[bytes.index(before: start)] : 0x20
        let behind = end < bytes.endIndex ? bytes[end] : 0x20
        return !(before <= 0x20 || ":(+-!".utf8.contains(before)) || !(behind <= 0x20 || ")^".utf8.contains(behind))
    }
}
