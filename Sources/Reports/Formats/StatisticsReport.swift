import Diagnostics
import SourceText

/// How often each check found something, most often first.
package enum StatisticsReport {
    /// A check's row.
    private struct Row {
        var count = 0
        var severity: Severity
        var isFixable = false
        var message: String
    }

    /// A table; `title` gives the one line of a check, else its first message is there.
    package static func text(_ report: FindingReport, title: (_ id: String) -> String?) -> String {
        let rows = rows(report)
        let countWidth = rows.map { $0.row.count.grouped.utf8.count }.max() ?? 0
        let idWidth = rows.map(\.id.utf8.count).max() ?? 0
        return rows.map { id, row in
            let count = row.count.grouped
            return String(repeating: " ", count: countWidth - count.utf8.count + 1) + count + "  "
                + padded(id, idWidth) + "  " + (row.isFixable ? "[*]" : "   ") + "  "
                + padded(row.severity.rawValue, 7) + "  " + Printable.text(title(id) ?? row.message) + "\n"
        }.joined()
    }

    /// The same as a JSON array.
    package static func json(_ report: FindingReport, title: (_ id: String) -> String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for (id, row) in rows(report) {
            writer.beginObject()
            writer.name("id")
            writer.string(id)
            writer.name("count")
            writer.integer(row.count)
            writer.name("severity")
            writer.string(row.severity.rawValue)
            writer.name("fixable")
            writer.bool(row.isFixable)
            writer.name("title")
            writer.string(title(id) ?? row.message)
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func rows(_ report: FindingReport) -> [(id: String, row: Row)] {
        var rows: [String: Row] = [:]
        for finding in report.findings {
            var row = rows[finding.id] ?? Row(severity: finding.severity, message: finding.message)
            row.count += 1
            row.severity = max(row.severity, finding.severity)
            if finding.fix?.applicability == .safe { row.isFixable = true }
            rows[finding.id] = row
        }
        return rows.map { ($0.key, $0.value) }.sorted { a, b in
            a.1.count != b.1.count ? a.1.count > b.1.count : a.0.utf8.lexicographicallyPrecedes(b.0.utf8)
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
