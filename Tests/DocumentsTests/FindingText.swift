import Diagnostics
import Documents
import SourceText

/// Findings as golden files hold them: one block each, with every place, the helps and what the fix makes of its lines.
enum FindingText {
    static func text(_ findings: [Diagnostic], _ source: SourceFile) -> String {
        findings.map { block($0, source) }.joined()
    }

    private static func block(_ finding: Diagnostic, _ source: SourceFile) -> String {
        var lines = ["\(place(finding.primary, source)) \(finding.severity.rawValue)[\(finding.id)] \(finding.message)"]
        lines.append("  ^ \(quoted(finding.primary, source)) \(finding.primary.text)")
        for label in finding.secondary {
            lines.append("  - \(place(label, source)) \(quoted(label, source)) \(label.text)")
        }
        lines += finding.notes.map { "  note: \($0)" }
        lines += finding.help.map { "  help: \($0)" }
        if let fix = finding.fix {
            lines.append("  fix (\(fix.applicability.rawValue)): \(fix.title)")
            let first = fix.edits.first.map { source.lines.line(containing: $0.range.start) } ?? 0
            let last = fix.edits.last.map { source.lines.line(containing: $0.range.end) } ?? 0
            if let fixed = try? TextEdits.apply(fix.edits, to: source.bytes) {
                let new = SourceFile(path: "", text: String(decoding: fixed, as: UTF8.self))
                for line in first...max(first, last) {
                    lines.append("    \(new.text(new.lines.range(ofLine: line, in: new.bytes)))")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func place(_ label: Label, _ source: SourceFile) -> String {
        let start = source.position(at: label.location.range.start)
        let end = source.position(at: label.location.range.end)
        return "\(start.line):\(start.column)-\(end.line):\(end.column)"
    }

    private static func quoted(_ label: Label, _ source: SourceFile) -> String {
        JSONValue.string(source.text(label.location.range)).text
    }
}
