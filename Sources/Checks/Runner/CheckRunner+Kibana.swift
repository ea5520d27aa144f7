import Diagnostics
import Documents
import Rules
import SourceText

// Files of Kibana's own JSON.
extension CheckRunner {
    /// Runs the checks that look at a whole file of Kibana's.
    static func run(_ view: InputView, _ plan: CheckPlan, isBroken: Bool) -> [Diagnostic] {
        var result: [Diagnostic] = []
        for planned in plan.inputChecks where !(isBroken && planned.needsWholeFile) {
            var findings = Findings()
            planned.check.inspect(view, &findings)
            for var diagnostic in findings.diagnostics {
                diagnostic.severity = CheckPlan.severity(diagnostic.severity, plan.step(of: planned), in: .kibana)
                result.append(diagnostic)
            }
        }
        return result
    }
}

/// Keeps fixes that were made for rule files from breaking JSON.
enum JSONFixes {
    /// Fixes that are tried on one object; the rest of a generated flood goes without.
    private static let triedAtMost = 50

    /// The findings, with a fix only where the object is JSON afterwards, on as many lines as before.
    static func kept(_ findings: [Diagnostic], _ document: Document, _ source: SourceFile) -> [Diagnostic] {
        var tried = 0
        return findings.map { finding in
            guard let fix = finding.fix else { return finding }
            tried += 1
            if tried <= triedAtMost, isJSON(after: fix, document.root.range, source) { return finding }
            var finding = finding
            finding.fix = nil
            return finding
        }
    }

    private static func isJSON(after fix: Fix, _ range: ByteRange, _ source: SourceFile) -> Bool {
        let hasLineEnd = fix.edits.contains { $0.replacement.utf8.contains(UInt8(ascii: "\n")) }
        guard !hasLineEnd, fix.edits.allSatisfy({ range.start <= $0.range.start && $0.range.end <= range.end }) else {
            return false
        }
        let edits = fix.edits.map {
            Edit(ByteRange($0.range.start - range.start, $0.range.end - range.start), $0.replacement)
        }
        guard let bytes = try? TextEdits.apply(edits, to: Array(source.bytes[range.start..<range.end])) else {
            return false
        }
        return (try? JSONReader.value(of: bytes, in: 0..<bytes.count)) != nil
    }
}
