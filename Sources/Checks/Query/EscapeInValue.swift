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
                    #"«"C:\temp\run.exe"»"#, #"«"C:\Program Files\node.exe"»"#, #"«"C:\run.exe"»"#,
                    #"«*\temp\run.exe»"#,
                    #"«C\:\\new\run.exe»"#, #"("D:\\run.exe" or «"C:\temp\run.exe"»)"#,
                    #"«"cmd.exe /c \"C:\temp\run.exe\""»"#,
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
                bad: [#"«*\bin\\\\run.exe»"#, #"«*\files\\\\run.exe»"#, #"«\"C:\\temp\\run.exe\"»"#],
                good: [#"*\\\\bin\\\\run.exe"#, #"\"C:\\\\temp\\\\run.exe\""#]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, kql.mayHoldEscapes else { return }
        for test in kql.tests where !findings.isFull {
            guard let control = control(in: test.value) else { continue }
            let range = kql.range(test.value.range)
            // A tab or line end that the file has there is not an escape.
            guard view.source.text(range).utf8.allSatisfy({ $0 >= 0x20 }) else { continue }
            var result = finding(
                view, at: range, "the value holds \(name(control)), made by an escape",
                label: "`\\\(letter(control))` is \(name(control))"
            )
            .help("write two backslashes for one")
            if let edit = kql.edit(test.value.range, doubled(kql.text(test.value.range))) {
                result = result.fix(Fix("double the backslashes", .unsafe, edit))
            }
            findings.add(result)
        }
    }

    /// The first control character with a letter after it.
    private static func control(in value: KQLValue) -> Unicode.Scalar? {
        let texts: [String]
        switch value.content {
        case .string(let text, _): texts = [text]
        case .wildcard(let pattern):
            texts = pattern.parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        case .boolean, .null: return nil
        }
        for text in texts {
            var last: Unicode.Scalar?
            for scalar in text.unicodeScalars {
                if let last, scalar.properties.isAlphabetic { return last }
                last = name(scalar).isEmpty ? nil : scalar
            }
        }
        return nil
    }

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

    // MARK: messages

    private static func name(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x08: "a backspace"
        case 0x09: "a tab"
        case 0x0A: "a line end"
        case 0x0C: "a form feed"
        case 0x0D: "a carriage return"
        default: ""
        }
    }

    private static func letter(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x08: "b"
        case 0x09: "t"
        case 0x0A: "n"
        case 0x0C: "f"
        default: "r"
        }
    }
}

extension QueryView {
    /// Whether the file writes a backslash anywhere in the query.
    fileprivate var mayHoldEscapes: Bool { source.text(query.text.range).utf8.contains(UInt8(ascii: "\\")) }
}
