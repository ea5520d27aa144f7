import Diagnostics
import Queries
import SourceText

/// A path whose slashes delimit a regular expression.
enum PathReadAsRegex: RuleCheck {
    static let info = CheckInfo(
        id: "path-read-as-regex", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "bare path in a Lucene query is read as a regular expression",
        rationale: """
            A slash opens a regular expression that the next slash closes: `file.path:/etc/passwd` tests the whole \
            value against the expression `etc` and searches every field for the word `passwd`. A path needs quotes, \
            or a backslash before each slash.
            """,
        examples: [
            Example(
                in: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "file.path:«/etc/»passwd", "file.path:(«/opt/»app-2) AND event.outcome:success",
                    "file.path:«/etc/»passwd AND event.outcome:success",
                ],
                good: [
                    "file.path:\"/etc/passwd\"", #"file.path:\/etc\/passwd"#, "file.path:/.*passwd/",
                    "message:(/failed/ OR /denied/)", "message:/failed/^2",
                    "message:/failed/ AND event.outcome:success",
                    "file.path:/.etc.*/passwd",
                ], on: .lucene),
            Example(
                in: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: ["file.path:(«/boot-2/»initrd OR \"/etc/passwd\")", "file.path:«/opt_1/»app"],
                good: "file.path:(\"/boot-2/initrd\" OR \"/etc/passwd\")", on: .lucene),
            // Quotes would make the wildcard literal.
            Example(
                in: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: "file.path:«/Srv/»log*", good: #"file.path:\/Srv\/log*"#, on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        let bytes = Array(query.text.utf8)
        for test in root.tests where !findings.isFull {
            guard case .regex(let text) = test.question, isPath(test, in: bytes) else { continue }
            let regex = test.valueRange
            var whole = regex.end
            while whole < bytes.count, bytes[whole] > 0x20, bytes[whole] != UInt8(ascii: ")") { whole += 1 }
            let path = String(decoding: bytes[regex.start..<whole], as: UTF8.self)
            var result = finding(
                view, at: view.place(regex), "`/\(text)/` is read as a regular expression",
                label: "the rest of the path is searched in every field"
            )
            if path.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "/") }) {
                let edit = view.checkedQuery?.edit(ByteRange(regex.start, whole), "\"\(path)\"")
                result = result.help("write `\"\(path.prefix(60))\"`")
                    .fix(edit.map { Fix("put the path in quotes", .unsafe, $0) })
            } else {
                result = result.help("write a backslash before each slash of the path")
            }
            findings.add(result)
        }
    }

    /// Whether a test's regular expression is the beginning of a path: a word follows it at once.
    static func isPath(_ test: LuceneTest, in bytes: [UInt8]) -> Bool {
        guard case .regex(let text) = test.question, text.utf8.allSatisfy(isPlain) else { return false }
        let end = test.valueRange.end
        return end < bytes.count && bytes[end] > 0x20 && !")^".utf8.contains(bytes[end])
    }

    /// Letters, digits, `_` and `-`, which are no operators of an expression.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
