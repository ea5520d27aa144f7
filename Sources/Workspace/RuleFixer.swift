package import Checks
package import Diagnostics
import Documents
package import SourceText

/// Applies the fixes of findings until nothing changes.
package enum RuleFixer {
    /// Rounds after which fixing stops even if fixes are left.
    static let rounds = 10

    package typealias Outcome = CheckRunner.Outcome

    /// The file as it is written after the last round.
    package struct Fixed: Sendable {
        package var source: SourceFile
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
        _ source: SourceFile, _ least: Applicability, from outcome: Outcome? = nil, check: (SourceFile) -> Outcome
    ) -> Fixed {
        var fixed = Fixed(source: source, outcome: outcome ?? check(source))
        let first = Set(fixed.outcome.findings.map(\.id))
        for _ in 0..<rounds {
            let chosen = choose(fixed.outcome.findings, least).filter { finding in
                finding.fix?.applicability == .safe || first.contains(finding.id)
            }
            let sound = soundCount(of: chosen, in: fixed.source)
            guard sound == chosen.count else {
                fixed.broken = chosen[sound]
                break
            }
            guard let next = applied(chosen[...], to: fixed.source), next.bytes != fixed.source.bytes else { break }
            fixed.applied += chosen
            fixed.source = next
            fixed.outcome = check(next)
        }
        return fixed
    }

    /// How many of the chosen fixes, from the first on, leave no more syntax errors than there are; all, as a rule. One
    /// after them is at fault.
    private static func soundCount(of chosen: [Diagnostic], in source: SourceFile) -> Int {
        let most = syntaxErrors(source)
        func isSound(_ count: Int) -> Bool {
            applied(chosen[..<count], to: source).map { syntaxErrors($0) <= most } ?? false
        }
        if chosen.isEmpty || isSound(chosen.count) { return chosen.count }
        var sound = 0
        var broken = chosen.count
        while broken - sound > 1 {
            let middle = (sound + broken) / 2
            if isSound(middle) { sound = middle } else { broken = middle }
        }
        return sound
    }

    /// The file with the fixes; nil where a range is outside of it, a check's fault.
    private static func applied(_ chosen: ArraySlice<Diagnostic>, to source: SourceFile) -> SourceFile? {
        // The chosen do not overlap.
        let edits = chosen.flatMap { $0.fix?.edits ?? [] }
        let bytes = try? TextEdits.apply(edits, to: source.bytes)
        return bytes.map { SourceFile(id: source.id, path: source.path, bytes: $0) }
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
