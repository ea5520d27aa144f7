package import Checks
package import Diagnostics
import Documents
package import SourceText

/// Applies the fixes of findings until nothing changes.
package enum RuleFixer {
    /// Rounds after which fixing stops even if fixes are left.
    static let rounds = 10

    package typealias Outcome = CheckRunner.Outcome

    /// The file as it stands after the last round.
    package struct Fixed: Sendable {
        package var source: SourceFile
        package var outcome: Outcome
        /// The findings whose fixes were applied, round by round.
        package var applied: [Diagnostic] = []
        /// The finding whose fix would have broken the file; its round was not applied.
        package var broken: Diagnostic?
    }

    /// Fixes what can be trusted as far as `least`. Of two fixes that touch one place the first wins; the other gets its
    /// turn in the next round. A round after which the file has more syntax errors than before is taken back.
    ///
    /// `outcome`: what checking the file gave, where that is known.
    package static func fix(
        _ source: SourceFile, _ least: Applicability, from outcome: Outcome? = nil, check: (SourceFile) -> Outcome
    ) -> Fixed {
        var fixed = Fixed(source: source, outcome: outcome ?? check(source))
        for _ in 0..<rounds {
            let chosen = choose(fixed.outcome.findings, least)
            if chosen.isEmpty { break }
            // The chosen do not overlap; a range outside the file, a check's fault, ends the fixing.
            let edits = chosen.flatMap { $0.fix?.edits ?? [] }
            guard let bytes = try? TextEdits.apply(edits, to: fixed.source.bytes) else {
                fixed.broken = chosen.first
                break
            }
            let next = SourceFile(id: source.id, path: source.path, bytes: bytes)
            if next.bytes == fixed.source.bytes { break }
            let outcome = check(next)
            if syntaxErrors(next) > syntaxErrors(fixed.source) {
                fixed.broken = chosen.first
                break
            }
            fixed.applied += chosen
            fixed.source = next
            fixed.outcome = outcome
        }
        return fixed
    }

    /// The findings whose fixes can be applied together, in their order.
    private static func choose(_ findings: [Diagnostic], _ least: Applicability) -> [Diagnostic] {
        /// Sorted by place; none touches another.
        var taken: [ByteRange] = []
        var chosen: [Diagnostic] = []
        for finding in findings {
            guard let fix = finding.fix, fix.applicability >= least, fix.applicability != .displayOnly else { continue }
            if fix.edits.isEmpty || fix.edits.contains(where: { edit in touches(edit.range, taken) }) { continue }
            for edit in fix.edits { taken.insert(edit.range, at: position(of: edit.range, in: taken)) }
            chosen.append(finding)
        }
        return chosen
    }

    /// Whether a range shares a byte, or the place of an insertion, with one of the sorted ranges.
    private static func touches(_ range: ByteRange, _ sorted: [ByteRange]) -> Bool {
        let index = position(of: range, in: sorted)
        let neighbours = sorted[max(0, index - 1)..<min(sorted.count, index + 1)]
        return neighbours.contains { other in
            other.overlaps(range) || other.start == range.start
                || ((other.isEmpty || range.isEmpty) && (other.end == range.start || range.end == other.start))
        }
    }

    private static func position(of range: ByteRange, in sorted: [ByteRange]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < range { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Number of syntax errors in a file.
    private static func syntaxErrors(_ source: SourceFile) -> Int {
        DocumentReader.read(source).findings.count { $0.severity == .error }
    }
}
