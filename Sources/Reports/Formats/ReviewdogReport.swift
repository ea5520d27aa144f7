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
        location(finding.location, report, to: &writer)
        writer.name("severity")
        writer.string(finding.severity.rawValue.uppercased())
        writer.name("code")
        writer.beginObject()
        writer.name("value")
        writer.string(finding.id)
        if let url = report.absoluteURL(finding.id) {
            writer.name("url")
            writer.string(url)
        }
        writer.endObject()
        if let fix = finding.fix {
            writer.name("suggestions")
            writer.beginArray()
            for edit in fix.edits {
                writer.beginObject()
                writer.name("range")
                range(edit.range, report.source(of: finding.location), to: &writer)
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
                location(label.location, report, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private static func location(_ location: Location, _ report: FindingReport, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("path")
        writer.string(report.path(of: location))
        writer.name("range")
        range(location.range, report.source(of: location), to: &writer)
        writer.endObject()
    }

    /// The first character where the file is not known.
    private static func range(_ range: ByteRange, _ source: SourceExcerpt?, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, offset) in [("start", range.start), ("end", range.end)] {
            let (line, column) = source.map { place(offset, in: $0) } ?? (1, 1)
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

    /// Line and byte of the line, both from 1.
    private static func place(_ offset: Int, in source: SourceExcerpt) -> (line: Int, column: Int) {
        let offset = max(0, min(offset, source.count))
        let line = source.line(containing: offset)
        return (line + 1, offset - source.start(ofLine: line) + 1)
    }
}
