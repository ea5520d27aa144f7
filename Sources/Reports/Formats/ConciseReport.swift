import Diagnostics
import SourceText

/// One line a finding: `path:line:col: severity[id] message`.
package enum ConciseReport {
    /// The lines of all findings.
    package static func text(_ report: FindingReport, color: Bool = false) -> String {
        let paint = Paint(isOn: color)
        var text = ""
        for finding in report.findings {
            let source = report.source(of: finding.location)
            let place = source?.position(at: finding.location.range.start) ?? Position(line: 1, column: 1)
            text += paint(Printable.text(source?.path ?? "?"), .bold)
            text += ":\(place.line):\(place.column): "
            text += paint("\(finding.severity.rawValue)[\(finding.id)]", Paint.Ink(finding.severity)) + " "
            text += Printable.text(finding.message)
            text += "\n"
        }
        return text
    }
}
