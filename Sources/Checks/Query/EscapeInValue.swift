import Diagnostics
import Queries
import Rules
import SourceText

/// A backslash of a path that was read as an escape.
enum EscapeInValue: RuleCheck {
    static let info = CheckInfo(
        id: "escape-in-value", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "escape puts a tab or line end into a value that seems to be a path",
        rationale: """
            KQL reads `\\t`, `\\n` and `\\r` as a tab and line ends, in quotes and without: `"C:\\temp"` is `C:`, a tab and \
            `emp`. A TOML string in double quotes replaces them (and `\\b`, `\\f`) before KQL does. The test then matches \
            nothing. KQL reads two backslashes as one, and a TOML string in single quotes keeps backslashes as they are.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and process.executable:«»
                    '''
                    """,
                bad: [
                    #""C:«\t»emp\run.exe""#, #""C:\Program Files«\n»ode.exe""#, #""C:«\r»un.exe""#,
                    #"*«\t»emp\run.exe"#,
                    #"C\:\\new«\r»un.exe"#, #"("D:\\run.exe" or "C:«\t»emp\run.exe")"#,
                    #""cmd.exe /c \"C:«\t»emp\run.exe\"""#, #""C:«\t»ämp""#,
                ],
                good: [
                    #""C:\\temp\\run.exe""#, #"*\\temp\\run.exe"#,
                    // Line ends and tabs that are not the start of a name.
                    #""echo done\n""#, #""a\t\"b\"""#,
                    // A tab that the file has there.
                    "\"name\tC:\\\\value\"",
                ]),
            Example(
                in: #"query = "event.dataset:azure.activitylogs and process.executable:«»""#,
                bad: [#"*«\b»in\\\\run.exe"#, #"*«\f»iles\\\\run.exe"#, #"\"C:«\\t»emp\\run.exe\""#],
                good: [#"*\\\\bin\\\\run.exe"#, #"\"C:\\\\temp\\\\run.exe\""#]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, kql.mayHoldEscapes else { return }
        for test in kql.tests where !findings.isFull {
            guard let escape = escape(in: test.value, kql) else { continue }
            var result = finding(
                view, at: kql.range(escape.range), "`\\\(escape.letter)` is read as \(escape.name)",
                label: "the backslash begins an escape"
            )
            .help("double each backslash")
            if let edit = kql.edit(test.value.range, doubled(kql.text(test.value.range))) {
                result = result.fix(Fix("double the backslashes", .unsafe, edit))
            }
            findings.add(result)
        }
    }

    private struct Escape {
        /// Bytes of the query.
        var range: ByteRange
        /// What follows the backslash.
        var letter: Character
        /// What it is read as.
        var name: String
    }

    /// The first escape for a control character with a letter after it: the start of a name in a path.
    private static func escape(in value: KQLValue, _ kql: QueryView) -> Escape? {
        switch value.content {
        case .string, .wildcard: break
        case .boolean, .null: return nil
        }
        var index = value.range.start
        while index < value.range.end {
            let byte = kql.bytes[index]
            guard byte == UInt8(ascii: "\\") || byte < 0x20 else {
                index += 1
                continue
            }
            let isEscape = byte >= 0x20 && index + 1 < value.range.end
            let range = ByteRange(index, index + (isEscape ? 2 : 1))
            index = range.end
            let found = isEscape ? kqlEscapes[kql.bytes[range.start + 1]] : tomlEscapes[byte]
            // A tab or line end that the file has there is not an escape.
            guard let (letter, name) = found, isAlphabetic(kql.text(ByteRange(range.end, value.range.end))),
                kql.source.text(kql.range(range)).utf8.allSatisfy({ $0 >= 0x20 })
            else { continue }
            return Escape(range: range, letter: letter, name: name)
        }
        return nil
    }

    /// Whether a text begins with a letter.
    private static func isAlphabetic(_ text: String) -> Bool {
        text.unicodeScalars.first?.properties.isAlphabetic ?? false
    }

    /// By the letter after the backslash.
    private static let kqlEscapes: [UInt8: (Character, String)] = [
        UInt8(ascii: "t"): ("t", "a tab"), UInt8(ascii: "n"): ("n", "a line end"),
        UInt8(ascii: "r"): ("r", "a carriage return"),
    ]

    /// By the byte that the string of the file made of it.
    private static let tomlEscapes: [UInt8: (Character, String)] = [
        0x08: ("b", "a backspace"), 0x09: ("t", "a tab"), 0x0A: ("n", "a line end"), 0x0C: ("f", "a form feed"),
        0x0D: ("r", "a carriage return"),
    ]

    /// Every single backslash twice, but those that escape a character of KQL's syntax.
    private static func doubled(_ text: String) -> String {
        var result = ""
        var run = 0
        for scalar in text.unicodeScalars {
            if scalar == "\\" {
                run += 1
            } else {
                if run % 2 == 1, !"\"():<>*{}".unicodeScalars.contains(scalar) { result.unicodeScalars.append("\\") }
                run = 0
            }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

extension QueryView {
    /// Whether the file writes a backslash anywhere in the query.
    fileprivate var mayHoldEscapes: Bool { source.text(query.text.range).utf8.contains(UInt8(ascii: "\\")) }
}
