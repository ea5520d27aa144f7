import SourceText

/// The line that ends a lint run.
package enum SummaryLine {
    /// `3 errors, 1 warning in 2 of 1,204 files (2 fixable with --fix) · 0.18 s`.
    package static func text(_ summary: FindingReport.Summary, seconds: Double) -> String {
        let parts = [
            (summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info"),
        ].filter { $0.0 > 0 }
        let files = counted(summary.files, "file")
        var apart = summary.suppressed > 0 ? ", \(summary.suppressed.grouped) suppressed" : ""
        if summary.known > 0 { apart += ", \(summary.known.grouped) in the baseline" }
        if parts.isEmpty { return "checked \(files), no findings\(apart) · \(duration(seconds))" }
        var text = parts.map { counted($0.0, $0.1) }.joined(separator: ", ")
        text += summary.files == 1 ? " in 1 file" : " in \(summary.filesWithFindings.grouped) of \(files)"
        var fixes: [String] = []
        if summary.countsUnsafeFixes {
            let all = summary.fixable + summary.unsafelyFixable
            if all > 0 { fixes.append("\(all.grouped) fixable with --fix --unsafe-fixes") }
        } else {
            if summary.fixable > 0 { fixes.append("\(summary.fixable.grouped) fixable with --fix") }
            if summary.unsafelyFixable > 0 {
                let more = summary.fixable > 0 ? "more" : "fixable"
                fixes.append("\(summary.unsafelyFixable.grouped) \(more) with --fix --unsafe-fixes")
            }
        }
        if !fixes.isEmpty { text += " (\(fixes.joined(separator: ", ")))" }
        return text + apart + " · \(duration(seconds))"
    }

    /// `1 error`, `1,204 files`.
    package static func counted(_ count: Int, _ noun: String) -> String {
        "\(count.grouped) \(noun)" + (count == 1 ? "" : "s")
    }

    /// Seconds with two digits after the point.
    package static func duration(_ seconds: Double) -> String {
        let hundredths = Int((max(0, seconds) * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\((hundredths / 100).grouped).\(fraction.utf8.count < 2 ? "0" : "")\(fraction) s"
    }
}
