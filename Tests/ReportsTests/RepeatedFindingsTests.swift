import Diagnostics
import Reports
import SourceText
import Testing

/// The same finding in many files is shown a few times and counted at the end of the full report.
@Suite struct RepeatedFindingsTests {
    private func report(files: Int, perFile: Int = 1) -> FindingReport {
        let sources = (0..<files).map { SourceFile(id: SourceID($0), path: "rule-\($0).toml", text: "a = 1\n") }
        let findings = sources.flatMap { source in
            (0..<perFile).map { _ in
                Diagnostic(
                    "unknown-field", category: "schema", .warning, "unknown field `a`",
                    at: Label(Location(source.id, ByteRange(0, 1)), ""))
            }
        }
        let own = Diagnostic(
            "unknown-key", category: "structure", .error, "unknown key `a`",
            at: Label(Location(SourceID(0), ByteRange(0, 1)), ""))
        return FindingReport(
            sources: sources, findings: [own] + findings, ruleCount: files, toolVersion: "0.1.0")
    }

    private func lines(_ report: FindingReport, sumsUpRepeats: Bool) -> [Substring] {
        var text = ""
        FullReport.write(report, color: false, sumsUpRepeats: sumsUpRepeats) { text += $0 }
        return text.split(separator: "\n").filter { $0.contains("[") }
    }

    @Test func manyFilesWithOneFindingAreSummedUp() {
        let lines = lines(report(files: 30, perFile: 2), sumsUpRepeats: true)
        #expect(
            lines == [
                "error[unknown-key]: unknown key `a`", "warning[unknown-field]: unknown field `a`",
                "warning[unknown-field]: unknown field `a`", "warning[unknown-field]: unknown field `a`",
                "warning[unknown-field]: unknown field `a` (57 more, 30 files in all; `--output-format concise` lists them)",
            ])
    }

    @Test func fewFilesAreShownOneByOne() {
        #expect(lines(report(files: 10), sumsUpRepeats: true).count == 11)
        #expect(lines(report(files: 3, perFile: 20), sumsUpRepeats: true).count == 61)
    }

    @Test func otherCommandsShowAll() {
        #expect(lines(report(files: 30), sumsUpRepeats: false).count == 31)
    }
}
