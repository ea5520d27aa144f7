import Diagnostics
import Reports
import SourceText
import Testing

/// Known findings, taken out of reports.
@Suite struct BaselineTests {
    /// A report with a finding at the start of each of these lines.
    private func report(_ text: String, _ places: [(line: Int, id: String)]) -> FindingReport {
        let source = SourceFile(id: SourceID(3), path: "rules/a.toml", bytes: Array(text.utf8))
        let findings = places.map { place in
            Diagnostic(
                place.id, category: "text", .warning, "m",
                at: Label(Location(source.id, ByteRange(at: Int(source.lines.starts[place.line])))))
        }
        return FindingReport(sources: [source], findings: findings, ruleCount: 1, toolVersion: "1")
    }

    private func apply(_ known: FindingReport, to report: FindingReport) throws -> Baseline.Result {
        let baseline = try Baseline(Baseline.text(known) { "x/" + $0 })
        return baseline.applied(to: report, name: { "x/" + $0 }, ran: { $0 != "not-run" })
    }

    @Test func knownFindingsAreFoundWhereTheirLinesHaveGone() throws {
        let known = report("a = 1\nb = 2\n", [(0, "one"), (1, "one")])
        let moved = report("new\n\n  b = 2\nc\na = 1\n", [(2, "one"), (3, "one"), (4, "one")])
        let result = try apply(known, to: moved)
        #expect(result.knownCount == 2)
        #expect(result.report.findings == [moved.findings[1]])
        #expect(result.gone.isEmpty)
    }

    @Test func ofEqualFindingsAsManyAreKnownAsWereWritten() throws {
        let known = report("a\na\n", [(0, "one"), (1, "one")])
        let more = report("a\na\na\n", [(0, "one"), (1, "one"), (2, "one")])
        #expect(try apply(known, to: more).report.findings.count == 1)
        #expect(try apply(more, to: known).gone.map(\.id) == ["one"])
    }

    @Test func anotherCheckOnTheLineIsNotKnown() throws {
        let result = try apply(report("a\n", [(0, "one")]), to: report("a\n", [(0, "two")]))
        #expect(result.knownCount == 0)
        #expect(result.gone.map(\.path) == ["x/rules/a.toml"])
    }

    @Test func onlyWhatWasLookedForIsGone() throws {
        let known = report("a\nb\n", [(0, "one"), (1, "not-run")])
        #expect(try apply(known, to: report("c\n", [])).gone.map(\.id) == ["one"])
        var elsewhere = report("c\n", [])
        elsewhere.sources = []
        #expect(try apply(known, to: elsewhere).gone.isEmpty)
    }

    @Test func theFileIsSortedAndReadBack() throws {
        let all = report("a\nb\nc\n", [(0, "two"), (1, "one"), (2, "one")])
        let text = String(decoding: Baseline.text(all) { $0 }, as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("# "))
        #expect(
            lines.dropFirst().map { String($0.dropFirst(17)) } == [
                "one rules/a.toml", "one rules/a.toml", "two rules/a.toml",
            ])
        #expect(try Baseline(Array(text.replacing("\n", with: "\r\n").utf8)).entries.count == 3)
        #expect { try Baseline(Array("# x\n\nnonsense\n".utf8)) } throws: { ($0 as? Baseline.ReadError)?.line == 3 }
    }
}
