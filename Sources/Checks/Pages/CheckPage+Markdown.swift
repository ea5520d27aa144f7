import Diagnostics
import Documents

/// The reference of the checks as Markdown: a page a check, and an index.
extension CheckPage {
    /// One file of the reference.
    package struct File: Sendable {
        /// `unknown-field.md`, or `README.md` for the index.
        package var name: String
        package var text: String
    }

    /// All files of the reference: the index first, then the checks in the order of the registry.
    package static func reference(_ checks: [any Check.Type] = CheckRegistry.all) -> [File] {
        [File(name: "README.md", text: index(checks))]
            + checks.map { File(name: "\($0.info.id).md", text: markdown($0.info)) }
    }

    /// The page of a check.
    package static func markdown(_ info: CheckInfo) -> String {
        var text =
            "# \(info.id)\n\n\(sentence(info.summary))\n\n| category | severity | profile | fix | since |\n|---|---|---|---|---|\n"
        text += "| \(info.category.rawValue) | \(info.severity.rawValue) | \(profileText(info)) "
        text += "| \(fixText(info.fix)) | \(info.since) |\n\n## Why\n\n"
        text += info.rationale + "\n"
        for example in info.examples where example.besides == nil {
            if let wrong = example.bad.first {
                let fragment = ExampleRule(wrong, of: example).fragment
                text += section("Wrong", wrong.path) + fenced(trimmed(fragment), example.syntax.rawValue)
                let finding = found(wrong, of: example, info).drop(while: \.isEmpty)
                if !finding.isEmpty { text += "\n" + fenced(Array(finding), "text") }
            }
            if let right = example.good.first {
                let fragment = ExampleRule(right, of: example).fragment
                text += section("Right", right.path) + fenced(trimmed(fragment), example.syntax.rawValue)
            }
        }
        return text
    }

    private static func index(_ checks: [any Check.Type]) -> String {
        var text = "# Checks\n\nEach check has a page; `tenet explain ID` shows the same. Suppress a finding with\n"
        text += "`# tenet: ignore[ID] reason`. [*] is repaired by `--fix`, [u] by `--unsafe-fixes`.\n"
        for category in CheckInfo.Category.allCases {
            let members = checks.filter { $0.info.category == category }
            if members.isEmpty { continue }
            text +=
                "\n## \(category.rawValue)\n\n| check | severity | profile | fix | what it finds |\n|---|---|---|---|---|\n"
            for check in members {
                let info = check.info
                text += "| [\(info.id)](\(info.id).md) | \(info.severity.rawValue) | \(profileText(info)) "
                text += "| \(mark(info.fix)) | \(cell(info.summary)) |\n"
            }
        }
        return text + otherIDs
    }

    /// The IDs that are not of checks.
    private static var otherIDs: String {
        var text = "\n## Reported by other commands\n\n| ID | command | what it says |\n|---|---|---|\n"
        for diagnostic in CommandDiagnostic.all {
            let commands = diagnostic.commands.map { "`\($0)`" }.joined(separator: ", ")
            text += "| \(diagnostic.id) | \(commands) | \(cell(diagnostic.summary)) |\n"
        }
        return text
    }

    private static func section(_ title: String, _ path: String?) -> String {
        "\n## \(title)\(path.map { ": `\($0)`" } ?? "")\n\n"
    }

    /// A fence longer than any run of backquotes in the text.
    private static func fenced(_ lines: [String], _ language: String) -> String {
        let longest = lines.flatMap { $0.split { $0 != "`" } }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\n\(fence)\n"
    }

    private static func trimmed(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
        return lines
    }

    /// A summary as a sentence.
    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// Text within a table.
    private static func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }
}
