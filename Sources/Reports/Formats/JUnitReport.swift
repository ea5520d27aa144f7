import Diagnostics
import SourceText

/// Findings as JUnit XML: a suite a file, a failing case a finding; a file without findings is one passing case.
package enum JUnitReport {
    package static func text(_ report: FindingReport) -> [UInt8] {
        var ofFile: [SourceID: [Diagnostic]] = [:]
        for finding in report.findings { ofFile[finding.location.source, default: []].append(finding) }
        let passing = report.sources.count { ofFile[$0.id] == nil }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tenet lint\""
        text += " tests=\"\(report.findings.count + passing)\" failures=\"\(report.findings.count)\" errors=\"0\">\n"
        for source in report.sources { text += suite(source, ofFile[source.id] ?? [], report) }
        return Array((text + "</testsuites>\n").utf8)
    }

    private static func suite(_ source: SourceExcerpt, _ findings: [Diagnostic], _ report: FindingReport) -> String {
        let path = FindingReport.relative(source.path)
        let file = XMLText.attribute(path)
        let name = className(path)
        var text = "  <testsuite name=\"\(file)\" tests=\"\(max(1, findings.count))\""
        text += " failures=\"\(findings.count)\" errors=\"0\" skipped=\"0\">\n"
        if findings.isEmpty { text += "    <testcase name=\"lint\" classname=\"\(name)\" file=\"\(file)\"/>\n" }
        for finding in findings {
            let start = report.place(of: finding).start
            text += "    <testcase name=\"\(XMLText.attribute(finding.id))\" classname=\"\(name)\" file=\"\(file)\""
            text += " line=\"\(start.line)\"><failure type=\"\(finding.severity.rawValue)\""
            text += " message=\"\(XMLText.attribute(finding.message))\">"
            text += XMLText.content("\(path):\(start.line):\(start.column)") + "</failure></testcase>\n"
        }
        return text + "  </testsuite>\n"
    }

    /// The path without its ending, folders joined by points.
    private static func className(_ path: String) -> String {
        var parts = path.split(separator: "/")
        if let last = parts.last, let point = last.lastIndex(of: "."), point != last.startIndex {
            parts[parts.count - 1] = last[..<point]
        }
        return XMLText.attribute(parts.joined(separator: "."))
    }
}
