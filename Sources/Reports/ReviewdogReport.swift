import Diagnostics
import SourceText

/// Findings as reviewdog's `rdjson`: columns are UTF-8 bytes from 1, ends exclusive.
package enum ReviewdogReport {
    package static func text(_ report: FindingReport) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("source")
        writer.beginObject()
        writer.name("name")
        writer.string("tenet")
        writer.endObject()
        writer.name("diagnostics")
        writer.beginArray()
        for finding in report.findings { write(finding, report, to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(_ finding: Diagnostic, _ report: FindingReport, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("message")
        writer.string(finding.message)
        writer.name("location")
        location(report.place(of: finding), to: &writer)
        writer.name("severity")
        writer.string(finding.severity.rawValue.uppercased())
        writer.name("code")
        writer.beginObject()
        writer.name("value")
        writer.string(finding.id)
        writer.endObject()
        if let fix = finding.fix {
            writer.name("suggestions")
            writer.beginArray()
            for edit in fix.edits {
                writer.beginObject()
                writer.name("range")
                range(report.place(Location(finding.location.source, edit.range)), to: &writer)
                writer.name("text")
                writer.string(edit.replacement)
                writer.endObject()
            }
            writer.endArray()
        }
        if !finding.secondary.isEmpty {
            writer.name("related_locations")
            writer.beginArray()
            for label in finding.secondary {
                writer.beginObject()
                writer.name("message")
                writer.string(label.text)
                writer.name("location")
                location(report.place(label.location), to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private static func location(_ place: FindingPlace, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("path")
        writer.string(place.path)
        writer.name("range")
        range(place, to: &writer)
        writer.endObject()
    }

    private static func range(_ place: FindingPlace, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, line, column) in [
            ("start", place.start.line, place.startByteColumn), ("end", place.end.line, place.endByteColumn),
        ] {
            writer.name(name)
            writer.beginObject()
            writer.name("line")
            writer.integer(line)
            writer.name("column")
            writer.integer(column)
            writer.endObject()
        }
        writer.endObject()
    }
}
