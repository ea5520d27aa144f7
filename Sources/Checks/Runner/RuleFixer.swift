package import Diagnostics
import Documents
package import Rules
package import SourceText

/// Applies the fixes of findings until nothing changes.
package enum RuleFixer {
    /// Rounds after which fixing stops even if fixes are left.
    package static let rounds = 10

    package typealias Outcome = CheckRunner.Outcome

    /// The file as it is written after the last round.
    package struct Fixed: Sendable {
        package var file: LoadedFile
        package var source: SourceFile { file.source }
        package var outcome: Outcome
        /// The findings whose fixes were applied, round by round.
        package var applied: [Diagnostic] = []
        /// The finding whose fix would have broken the file; its round was not applied.
        package var broken: Diagnostic?
    }

    /// Fixes what can be trusted as far as `least`. Of two fixes that touch one place the first wins; the other gets its
    /// turn in the next round. Fixes that may change the meaning are made only for checks that had a finding from the
    /// start: what another fix brings about is for a person to judge. A round after which the file would have more
    /// syntax errors is not applied and ends the fixing.
    ///
    /// `outcome`: what checking the file gave, where that is known.
    package static func fix(
        _ file: LoadedFile, _ least: Applicability, from outcome: Outcome? = nil, check: (LoadedFile) -> Outcome
    ) -> Fixed {
        var fixed = Fixed(file: file, outcome: outcome ?? check(file))
        let first = Set(fixed.outcome.findings.map(\.id))
        for _ in 0..<rounds {
            let chosen = choose(fixed.outcome.findings, least).filter { finding in
                finding.fix?.applicability == .safe || first.contains(finding.id)
            }
            guard let next = sound(chosen[...], in: fixed.file) else {
                fixed.broken = chosen[soundCount(of: chosen, in: fixed.file)]
                break
            }
            if next.source.bytes == fixed.source.bytes { break }
            fixed.applied += chosen
            fixed.file = next
            fixed.outcome = check(next)
        }
        return fixed
    }

    /// How many of the chosen fixes, from the first on, leave no more syntax errors than there are, though all of them
    /// leave more. One after them is at fault.
    private static func soundCount(of chosen: [Diagnostic], in file: LoadedFile) -> Int {
        var sound = 0
        var broken = chosen.count
        while broken - sound > 1 {
            let middle = (sound + broken) / 2
            if self.sound(chosen[..<middle], in: file) != nil { sound = middle } else { broken = middle }
        }
        return sound
    }

    /// The file with the fixes; nil where it has more syntax errors then, or where a range is outside of it, a check's
    /// error.
    private static func sound(_ chosen: ArraySlice<Diagnostic>, in file: LoadedFile) -> LoadedFile? {
        // The chosen do not overlap.
        let edits = chosen.flatMap { $0.fix?.edits ?? [] }
        if edits.isEmpty { return file }
        guard let bytes = try? TextEdits.apply(edits, to: file.source.bytes) else { return nil }
        let fixed = LoadedFile(SourceFile(id: file.source.id, path: file.source.path, bytes: bytes), file.typing)
        return errorCount(fixed) <= errorCount(file) ? fixed : nil
    }

    private static func errorCount(_ file: LoadedFile) -> Int {
        file.syntaxFindings.count { $0.severity == .error }
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
}
