import Diagnostics
import SourceText

/// Findings as one JSON object for other programs; the shape is versioned and fixed (`"version":1`).
///
/// Lines and columns count from 1, columns in Unicode scalars; offsets are bytes of the file.
package enum JSONReport {
    /// Bytes of text that are passed on together.
    private static let piece = 64 << 10

    /// The object and a line feed.
    package static func text(_ report: FindingReport) -> [UInt8] {
        var bytes: [UInt8] = []
        write(report) { bytes += $0 }
        return bytes
    }

    /// The same in pieces: a report on a large set need not be in memory as a whole.
    package static func write(_ report: FindingReport, to pass: ([UInt8]) -> Void) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("tool")
        writer.beginObject()
        writer.name("name")
        writer.string("tenet")
        writer.name("version")
        writer.string(report.toolVersion)
        writer.endObject()
        writer.name("findings")
        writer.beginArray()
        for finding in report.findings {
            write(finding, report, to: &writer)
            if writer.bytes.count >= piece { pass(writer.take()) }
        }
        writer.endArray()
        writer.name("summary")
        write(report.summary, to: &writer)
        writer.endObject()
        pass(writer.take() + [UInt8(ascii: "\n")])
    }

    /// One finding a line, each the same object as in `findings` of the whole.
    package static func lines(_ report: FindingReport) -> [UInt8] {
        var bytes: [UInt8] = []
        writeLines(report) { bytes += $0 }
        return bytes
    }

    /// The same in pieces.
    package static func writeLines(_ report: FindingReport, to pass: ([UInt8]) -> Void) {
        var writer = JSONWriter()
        for finding in report.findings {
            writer.reset()
            write(finding, report, to: &writer)
            pass(writer.bytes + [UInt8(ascii: "\n")])
        }
    }

    private static func write(
        _ finding: Diagnostic, _ report: FindingReport, to writer: inout JSONWriter
    ) {
        let source = report.source(of: finding.location)
        writer.beginObject()
        for (name, value) in [
            ("id", finding.id), ("category", finding.category), ("severity", finding.severity.rawValue),
            ("message", finding.message), ("path", source?.path ?? ""),
        ] {
            writer.name(name)
            writer.string(value)
        }
        writer.name("rule_id")
        optional(finding.ruleID, to: &writer)
        writer.name("range")
        range(finding.location.range, source, to: &writer)
        writer.name("labels")
        writer.beginArray()
        for (index, label) in ([finding.primary] + finding.secondary).enumerated() {
            let place = report.source(of: label.location)
            writer.beginObject()
            writer.name("primary")
            writer.bool(index == 0)
            writer.name("path")
            writer.string(place?.path ?? "")
            writer.name("range")
            range(label.location.range, place, to: &writer)
            writer.name("message")
            writer.string(label.text)
            writer.endObject()
        }
        writer.endArray()
        writer.name("notes")
        writer.beginArray()
        for note in finding.notes + finding.help { writer.string(note) }
        writer.endArray()
        writer.name("fix")
        if let fix = finding.fix { write(fix, source, to: &writer) } else { writer.null() }
        writer.name("url")
        optional(report.url(finding.id), to: &writer)
        writer.endObject()
    }

    private static func write(_ fix: Fix, _ source: SourceExcerpt?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("title")
        writer.string(fix.title)
        writer.name("applicability")
        writer.string(fix.applicability.rawValue)
        writer.name("edits")
        writer.beginArray()
        for edit in fix.edits {
            writer.beginObject()
            writer.name("range")
            range(edit.range, source, to: &writer)
            writer.name("replacement")
            writer.string(edit.replacement)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ summary: FindingReport.Summary, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in [
            ("files", summary.files), ("rules", summary.rules), ("errors", summary.errors),
            ("warnings", summary.warnings), ("infos", summary.infos), ("suppressed", summary.suppressed),
            ("fixable", summary.fixable),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.endObject()
    }

    private static func range(_ range: ByteRange, _ source: SourceExcerpt?, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, offset) in [("start", range.start), ("end", range.end)] {
            let position = source?.position(at: offset) ?? Position(line: 1, column: 1)
            writer.name(name)
            writer.beginObject()
            writer.name("offset")
            writer.integer(offset)
            writer.name("line")
            writer.integer(position.line)
            writer.name("column")
            writer.integer(position.column)
            writer.endObject()
        }
        writer.endObject()
    }

    private static func optional(_ text: String?, to writer: inout JSONWriter) {
        if let text { writer.string(text) } else { writer.null() }
    }
}
