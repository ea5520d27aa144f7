import Diagnostics
import Queries
import Rules
import SourceText

/// An escape inside quotes, where it is none.
enum BackslashInQuotes: RuleCheck {
    static let info = CheckInfo(
        id: "backslash-in-quotes", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a backslash before a character that needs none inside quotes, so it belongs to the value",
        rationale: """
            Bare values of KQL need a backslash before `:`, `(`, `)`, `<`, `>`, `{` and `}`. Inside quotes these characters are \
            ordinary, and a backslash before one stays in the value: `"a\\:b"` looks for a backslash. Either the quotes \
            or the backslashes have to go.
            """,
        examples: [
            Example(
                bad: #"""
                    query = '''
                    event.dataset:azure.activitylogs and user.name:«"system\:node"»
                    '''
                    """#,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and user.name:"system:node"
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, kql.bytes.contains(UInt8(ascii: "\\")) else { return }
        for test in kql.tests where !findings.isFull {
            guard case .string(_, quoted: true) = test.value.content else { continue }
            let text = kql.text(test.value.range)
            guard let plain = unescaped(text) else { continue }
            var result = finding(
                view, at: kql.range(test.value.range), "the value has a backslash in it",
                label: "inside quotes it is no escape"
            )
            .help("write `\(plain)`, or two backslashes if one is meant")
            if let edit = kql.edit(test.value.range, plain) {
                result = result.fix(Fix("remove the backslash", .unsafe, edit))
            }
            findings.add(result)
        }
    }

    /// The quoted text without its needless backslashes; nil where it has none, or where it seems to be a path.
    private static func unescaped(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var hasNeedless = false
        let input = Array(text.utf8)
        var index = 0
        while index < input.count {
            guard input[index] == UInt8(ascii: "\\"), index + 1 < input.count else {
                bytes.append(input[index])
                index += 1
                continue
            }
            let next = input[index + 1]
            if ":()<>{}".utf8.contains(next) {
                hasNeedless = true
            } else if next == UInt8(ascii: "\"") {
                bytes.append(input[index])
            } else {
                // Backslashes before letters, or in pairs: those of a path, whose names may begin with any sign.
                return nil
            }
            bytes.append(next)
            index += 2
        }
        return hasNeedless ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
