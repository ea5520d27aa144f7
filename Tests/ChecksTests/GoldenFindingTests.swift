import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Checks

/// Rule files with a single fault each, and what is said of them, byte for byte.
@Suite struct GoldenFindingTests {
    @Test func singleFaultsGiveOneFindingEach() {
        let failures = Golden.failures("findings") { source in
            let findings = CheckRunner.lint(source).findings
            #expect(findings.count == 1, "\(source.path): \(findings.map(\.id))")
            return FindingText.text(findings, source)
        }
        #expect(failures == [])
    }

    /// The third line of a query with escapes before it: the place is that of the byte, whatever the way of writing.
    @Test func queryFaultsAreMappedToTheFile() {
        let failures = Golden.failures("query-places") { source in
            FindingText.text(CheckRunner.lint(source).findings, source)
        }
        #expect(failures == [])
    }

    /// What messages and labels say of clauses that others decide, under `not` as well.
    @Test func labelsSayHowClausesDependOnOthers() {
        let failures = Golden.failures("query-labels") { source in
            FindingText.text(CheckRunner.lint(source).findings, source)
        }
        #expect(failures == [])
    }
}

/// A plain text of findings for goldens: this target sits below the renderers.
enum FindingText {
    static func text(_ findings: [Diagnostic], _ source: SourceFile) -> String {
        findings.map { finding in
            let place = finding.location.range
            let position = source.position(at: place.start)
            var lines = ["\(position.line):\(position.column): \(finding.severity)[\(finding.id)] \(finding.message)"]
            lines.append(
                "  bytes \(place) `\(source.text(place))`\(finding.primary.text.isEmpty ? "" : ": ")\(finding.primary.text)"
            )
            for label in finding.secondary {
                let position = source.position(at: label.location.range.start)
                lines.append(
                    "  \(position.line):\(position.column): `\(source.text(label.location.range))`: \(label.text)")
            }
            lines += finding.notes.map { "  note: \($0)" } + finding.help.map { "  help: \($0)" }
            if let fix = finding.fix {
                lines.append("  fix (\(fix.applicability)): \(fix.title)")
                lines += fix.edits.map { "    \($0.range) `\(source.text($0.range))` -> `\($0.replacement)`" }
            }
            return lines.joined(separator: "\n") + "\n"
        }.joined()
    }
}
