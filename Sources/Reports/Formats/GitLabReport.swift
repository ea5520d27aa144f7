import Diagnostics
import SourceText

/// Findings as GitLab's code quality report: a JSON array, empty where nothing is found.
package enum GitLabReport {
    package static func text(_ report: FindingReport) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for (finding, fingerprint) in zip(report.findings, report.fingerprints) {
            let place = report.place(of: finding)
            writer.beginObject()
            for (name, value) in [
                ("description", finding.message), ("check_name", finding.id), ("fingerprint", fingerprint.text),
                ("severity", severity(finding.severity)),
            ] {
                writer.name(name)
                writer.string(value)
            }
            writer.name("location")
            writer.beginObject()
            writer.name("path")
            writer.string(place.path)
            writer.name("lines")
            writer.beginObject()
            writer.name("begin")
            writer.integer(place.start.line)
            writer.endObject()
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "major"
        case .warning: "minor"
        case .info: "info"
        }
    }
}
