import Diagnostics
import Queries
import Rules
import SourceText

/// A backslash inside quotes that escapes nothing.
enum BackslashInQuotes: RuleCheck {
    static let info = CheckInfo(
        id: "backslash-in-quotes", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "needless backslash inside quotes of a KQL query, where it is part of the value",
        rationale: """
            Unquoted KQL values need a backslash before `:`, `(`, `)`, `<`, `>`, `{` and `}`. Inside quotes these \
            characters are literal, and a backslash before one is part of the value: `"a\\:b"` matches a value with \
            a backslash. Remove either the quotes or the backslashes.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    #"event.dataset:azure.activitylogs and user.name:«"system\:node"»"#,
                    #"user.name:("root" or «"\(none\)"»)"#,
                    #"user.name:«"\<a\>\{b\} \"c\""»"#,
                    #"event.dataset:azure.activitylogs and not user.name:«"a\:b"»"#,
                ],
                good: [
                    #"event.dataset:azure.activitylogs and user.name:"system:node""#,
                    #"user.name:system\:node"#,
                    #"user.name:"a \"b\" c:d""#,
                    #"process.executable:"C:\\(x86)""#,
                    #"process.executable:"C:\Temp\(x86)""#,
                    #"user.name:"root""#,
                ],
                on: .query),
            Example(
                in: """
                    language = "lucene"
                    query = '''
                    «»
                    '''
                    """,
                good: [
                    #"user.name:"system\:node""#
                ],
                on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, kql.bytes.contains(UInt8(ascii: "\\")) else { return }
        for test in kql.tests where !findings.isFull {
            guard case .string(_, quoted: true) = test.value.content else { continue }
            let text = kql.text(test.value.range)
            guard let plain = unescaped(text) else { continue }
            var result = finding(
                view, at: kql.range(test.value.range), "this value contains a backslash",
                label: "`\\` is literal before this character"
            )
            .help("write `\(plain)`, or `\\\\` if the value has a backslash")
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
                // Backslashes before letters, or in pairs: those of a path, whose names may begin with any character.
                return nil
            }
            bytes.append(next)
            index += 2
        }
        return hasNeedless ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
