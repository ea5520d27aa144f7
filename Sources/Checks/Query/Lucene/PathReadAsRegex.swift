import Diagnostics
import Queries
import SourceText

/// Slashes of a path that open a regular expression.
enum PathReadAsRegex: RuleCheck {
    static let info = CheckInfo(
        id: "path-read-as-regex", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a bare path in a Lucene query is read as a regular expression",
        rationale: """
            A slash opens a regular expression that the next slash ends: `file.path:/etc/passwd` looks for `etc` as an \
            expression over the whole value, and for the word `passwd` in any field. A path needs quotes, or a \
            backslash before each slash.
            """,
        examples: [
            Example(
                bad: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = 'file.path:«/etc/»passwd'
                    """,
                good: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = 'file.path:"/etc/passwd"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        let bytes = Array(query.text.utf8)
        for test in root.tests where !findings.isFull {
            guard case .regex(let text) = test.question else { continue }
            let regex = test.valueRange
            let end = regex.end
            let isGluedToWord = end < bytes.count && bytes[end] > 0x20 && !")^".utf8.contains(bytes[end])
            guard isGluedToWord, text.utf8.allSatisfy(isPlain) else { continue }
            var whole = end
            while whole < bytes.count, bytes[whole] > 0x20, bytes[whole] != UInt8(ascii: ")") { whole += 1 }
            let path = String(decoding: bytes[regex.start..<whole], as: UTF8.self)
            var result = finding(
                view, at: view.place(regex), "`/\(text)/` is read as a regular expression",
                label: "the rest is a word of its own"
            )
            .help("put the path in quotes")
            if path.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "/") }),
                let edit = view.checkedQuery?.edit(ByteRange(regex.start, whole), "\"\(path)\"")
            {
                result = result.fix(Fix("put the path in quotes", .unsafe, edit))
            }
            findings.add(result)
        }
    }

    /// Letters, digits and what names of files are made of: no sign of an expression.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
