import Diagnostics
import SourceText

/// Findings as Checkstyle XML 4.3: a `file` for each file with findings, an `error` for each finding.
package enum CheckstyleReport {
    package static func text(_ report: FindingReport) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        var open: String?
        for finding in report.findings {
            let place = report.place(of: finding)
            if open != place.path {
                if open != nil { text += "  </file>\n" }
                text += "  <file name=\"\(XMLText.attribute(place.path))\">\n"
                open = place.path
            }
            text += "    <error line=\"\(place.start.line)\" column=\"\(place.start.column)\""
            text += " severity=\"\(finding.severity.rawValue)\" message=\"\(XMLText.attribute(finding.message))\""
            text += " source=\"tenet.\(XMLText.attribute(finding.id))\"/>\n"
        }
        if open != nil { text += "  </file>\n" }
        return Array((text + "</checkstyle>\n").utf8)
    }
}
