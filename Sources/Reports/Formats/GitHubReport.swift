import Diagnostics
import SourceText

/// Findings as GitHub workflow commands, errors first: a runner shows only the first ten of each level of a step.
package enum GitHubReport {
    /// Annotations of one level that a runner shows in one step; the rest stays in the log.
    static let shownOfLevel = 10

    package static func text(_ report: FindingReport) -> [UInt8] {
        var text = ""
        var hidden = 0
        for severity in Severity.allCases.sorted().reversed() {
            let findings = report.findings.filter { $0.severity == severity }
            for finding in findings { text += line(finding, report) }
            hidden += max(0, findings.count - shownOfLevel)
        }
        if hidden > 0 {
            let counted = hidden == 1 ? "1 finding is" : "\(hidden) findings are"
            text += "::notice title=tenet::\(counted) only in the log: at most \(shownOfLevel) of a level are shown\n"
        }
        return Array(text.utf8)
    }

    private static func line(_ finding: Diagnostic, _ report: FindingReport) -> String {
        let place = report.place(of: finding)
        let level =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .info: "notice"
            }
        var text = "::\(level) file=\(property(place.path)),line=\(place.start.line),endLine=\(place.end.line)"
        // Columns of a range over several lines are refused.
        if place.start.line == place.end.line {
            text += ",col=\(place.start.column),endColumn=\(max(place.start.column, place.end.column - 1))"
        }
        return text + ",title=\(property(finding.id))::\(message(finding.message))\n"
    }

    /// Line ends as the runner reads them; other control characters would steer the log that shows the message.
    private static func message(_ text: String) -> String {
        text.replacingScalars { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: Printable.isEscaped(scalar) ? Printable.text(String(scalar)) : nil
            }
        }
    }

    /// As a message, and without what ends a property.
    private static func property(_ text: String) -> String {
        message(text).replacingScalars { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: nil
            }
        }
    }
}
