import Diagnostics
import Documents
import SourceText

/// What `tenet explain` and `tenet checks` say of a check. Everything comes from its `CheckInfo`.
package enum CheckPage {
    /// The page of a check as plain text of at most 100 columns.
    package static func text(_ info: CheckInfo) -> String {
        var lines = [info.id, String(repeating: "=", count: info.id.utf8.count), ""]
        lines += wrap(info.summary) + [""]
        lines += [
            "category  \(info.category.rawValue)", "severity  \(info.severity.rawValue)",
            "profile   \(profileText(info))", "fix       \(fixText(info.fix))", "since     \(info.since)",
        ]
        lines += heading("Why")
        for (index, paragraph) in info.rationale.split(separator: "\n\n").enumerated() {
            if index > 0 { lines.append("") }
            lines += wrap(String(paragraph))
        }
        for example in info.examples where example.besides == nil {
            let syntax = example.syntax == .toml ? "" : " (\(example.syntax.rawValue.uppercased()))"
            if let wrong = example.bad.first {
                lines += heading("Wrong" + syntax + (wrong.path.map { ": " + $0 } ?? ""))
                lines += indented(ExampleRule(wrong, of: example).fragment) + found(wrong, of: example, info)
            }
            if let right = example.good.first {
                lines += heading("Right" + syntax + (right.path.map { ": " + $0 } ?? ""))
                lines += indented(ExampleRule(right, of: example).fragment)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The page of an ID that is not of a check, as plain text of at most 100 columns.
    package static func text(_ diagnostic: CommandDiagnostic) -> String {
        let id = diagnostic.id
        var lines = [id, String(repeating: "=", count: id.utf8.count), ""]
        lines += wrap(diagnostic.summary) + ["", "reported by  " + diagnostic.commands.joined(separator: ", ")]
        lines += heading("Why") + wrap(diagnostic.rationale)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The table of checks: id, severity, mark of a fix, summary.
    ///
    /// - Parameters:
    ///   - profile: The profile whose severities are shown; nil: those that the checks begin with.
    ///   - columns: Columns that no line exceeds; nil: lines are as long as they need.
    package static func table(
        _ checks: [any Check.Type] = CheckRegistry.all, in profile: Profile? = nil, columns: Int? = nil
    ) -> String {
        let width = checks.map { $0.info.id.utf8.count }.max() ?? 0
        var text = ""
        for category in CheckInfo.Category.allCases {
            let members = checks.filter { $0.info.category == category }
            if members.isEmpty { continue }
            text += text.isEmpty ? "\(category.rawValue)\n" : "\n\(category.rawValue)\n"
            for check in members {
                let info = check.info
                let severity = profile.map { info.severity(info.severity, in: $0) } ?? info.severity
                var head = "  \(padded(info.id, width))  \(padded(severity.rawValue, 7))  "
                head += "\(padded(mark(info.fix), 3))  "
                let summary = info.profile == .recommended ? info.summary : "\(info.summary) (\(info.profile.rawValue))"
                text += entry(head, summary, columns) + "\n"
            }
        }
        return text + "\n[*] fixed by --fix, [u] by --fix --unsafe-fixes; see `tenet explain ID`\n"
    }

    /// Columns that a summary gets beside its id at least; where there are fewer it goes below.
    private static let leastColumns = 30

    /// A line of the table; several where they would be wider than the terminal.
    private static func entry(_ head: String, _ summary: String, _ columns: Int?) -> String {
        guard let columns else { return head + summary }
        let used = head.utf8.count
        if columns - used >= leastColumns {
            let continuation = String(repeating: " ", count: used)
            return WrappedText.lines(summary, width: columns, indent: head, continuation: continuation)
                .joined(separator: "\n")
        }
        let words = head.split(separator: " ").joined(separator: " ")
        let lines =
            WrappedText.lines(words, width: columns, indent: "  ", continuation: "  ")
            + WrappedText.lines(summary, width: columns, indent: "      ", continuation: "      ")
        return lines.joined(separator: "\n")
    }

    /// `[*]` for a safe fix, `[u]` for an unsafe one, else nothing.
    package static func mark(_ fix: CheckInfo.FixAvailability) -> String {
        switch fix {
        case .none, .sometimes(.displayOnly), .always(.displayOnly): ""
        case .sometimes(.safe), .always(.safe): "[*]"
        case .sometimes(.unsafe), .always(.unsafe): "[u]"
        }
    }

    /// `recommended (elastic: error)`.
    static func profileText(_ info: CheckInfo) -> String {
        let others = Profile.allCases.compactMap { profile in
            info.severities[profile].map { "\(profile.rawValue): \($0.rawValue)" }
        }
        return others.isEmpty ? info.profile.rawValue : "\(info.profile.rawValue) (\(others.joined(separator: ", ")))"
    }

    static func fixText(_ fix: CheckInfo.FixAvailability) -> String {
        switch fix {
        case .none: "none"
        case .sometimes(let applicability): "sometimes, \(applicabilityText(applicability))"
        case .always(let applicability): "always, \(applicabilityText(applicability))"
        }
    }

    private static func applicabilityText(_ applicability: Applicability) -> String {
        switch applicability {
        case .safe: "safe (--fix)"
        case .unsafe: "may change what the rule means (--unsafe-fixes)"
        case .displayOnly: "shown, never applied"
        }
    }

    /// The finding that the wrong fragment really gives, below it; empty where a place outside of it is found.
    static func found(_ wrong: Example.Case, of example: Example, _ info: CheckInfo) -> [String] {
        let rule = ExampleRule(wrong, of: example)
        let outcome = CheckRunner.lintAlone(
            rule.source, CheckContext(info, example), beside: ExampleRule.other(of: example))
        let found = outcome.findings.first { $0.id == info.id }
        guard let found, let place = rule.markedInFragment else { return [] }
        let file = SourceFile(path: rule.source.path, text: rule.fragment)
        let position = file.position(at: place.start)
        var text = [""] + wrap("\(found.severity.rawValue)[\(found.id)]: \(found.message)")
        text += ["  line \(position.line), column \(position.column)"]
        if !found.primary.text.isEmpty { text += wrap("  here: \(found.primary.text)") }
        for note in found.notes { text += wrap("  note: \(note)") }
        for help in found.help { text += wrap("  help: \(help)") }
        if let fix = found.fix { text += wrap("  fix\(option(of: fix, info)): \(fix.title)") }
        return text
    }

    /// How a fix is applied, where that is not what the head of the page says.
    private static func option(of fix: Fix, _ info: CheckInfo) -> String {
        switch (fix.applicability, info.fix) {
        case (.safe, .sometimes(.unsafe)): " (--fix)"
        case (.unsafe, .sometimes(.safe)): " (--unsafe-fixes)"
        default: ""
        }
    }

    private static func heading(_ text: String) -> [String] {
        ["", text, String(repeating: "-", count: text.utf8.count)]
    }

    private static func indented(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
        return lines
    }

    private static func wrap(_ text: String, width: Int = 100) -> [String] {
        let indent = String(text.prefix { $0 == " " })
        return WrappedText.lines(
            text, width: width, indent: indent, continuation: indent.isEmpty ? "" : indent + "  ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
