import Diagnostics
import Foundation
import Reports
import SourceText
import TestSupport
import Testing

/// Every sample in every format, compared with committed text.
@Suite struct ReportGoldenTests {
    private func failures(_ stage: String, _ render: (Sample) -> String) -> [String] {
        Sample.all.flatMap { sample in
            let file = sample.name.split(separator: " ").joined(separator: "-") + ".out.txt"
            return Golden.compare(Golden.folder(stage).appending(path: file), with: render(sample))
        }
    }

    @Test func fullFramesAreAsCommitted() {
        #expect(failures("report-full") { FullReport.text($0.report, color: false) } == [])
    }

    @Test func conciseLinesAreAsCommitted() {
        #expect(failures("report-concise") { ConciseReport.text($0.report) } == [])
    }

    @Test func jsonIsAsCommitted() {
        #expect(failures("report-json") { String(decoding: JSONReport.text($0.report), as: UTF8.self) } == [])
    }

    @Test func machineFormatsAreAsCommitted() {
        let formats: [(String, (FindingReport) -> [UInt8])] = [
            ("report-jsonl", { JSONReport.lines($0) }), ("report-github", GitHubReport.text),
            ("report-gitlab", GitLabReport.text), ("report-junit", JUnitReport.text),
            ("report-checkstyle", CheckstyleReport.text), ("report-rdjson", ReviewdogReport.text),
            ("report-sarif", { SARIFReport.text($0, facts: Self.facts) }),
        ]
        for (stage, text) in formats {
            #expect(failures(stage) { String(decoding: text($0.report), as: UTF8.self) } == [], "\(stage)")
        }
    }

    private static func facts(_ id: String) -> CheckFacts? {
        CheckFacts(summary: "finds \(id)", rationale: "It matters.", category: "query", severity: .error)
    }

    @Test func machineFormatsAreJSONAndHoldEveryFinding() throws {
        for sample in Sample.all {
            let report = sample.report
            let sarif = try #require(
                JSONSerialization.jsonObject(with: Data(SARIFReport.text(report, facts: Self.facts))) as? [String: Any])
            let run = try #require((sarif["runs"] as? [[String: Any]])?.first)
            let results = try #require(run["results"] as? [[String: Any]])
            #expect(results.count == report.findings.count)
            let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?.values.first }
            #expect(Set(prints).count == results.count, "fingerprints are unique: \(sample.name)")
            let gitlab = try JSONSerialization.jsonObject(with: Data(GitLabReport.text(report))) as? [[String: Any]]
            #expect(gitlab?.count == report.findings.count)
            let rdjson = try JSONSerialization.jsonObject(with: Data(ReviewdogReport.text(report))) as? [String: Any]
            #expect((rdjson?["diagnostics"] as? [Any])?.count == report.findings.count)
            #expect(JSONReport.lines(report).count { $0 == 0x0A } == report.findings.count)
        }
    }

    /// A line more above a finding changes its place and not its identity.
    @Test func fingerprintsSurviveMovedLines() throws {
        let text = "a = 1\nb = two\n"
        func report(_ text: String) throws -> FindingReport {
            let source = SourceFile(id: SourceID(0), path: "rules/a.toml", text: text)
            let start = try #require(text.utf8.firstIndex(of: UInt8(ascii: "b"))).utf16Offset(in: text)
            let finding = Diagnostic(
                "wrong-type", category: "structure", .error, "is wrong",
                at: Label(Location(source.id, ByteRange(start, start + 1))))
            return FindingReport(
                sources: [source], findings: [finding, finding], ruleCount: 1, toolVersion: "0.1.0")
        }
        let prints = try report(text).fingerprints
        #expect(try report("# more\n" + text).fingerprints == prints)
        #expect(try report(text.replacing("two", with: "three")).fingerprints != prints)
        #expect(prints.map(\.ordinal) == [1, 2])
    }

    /// What a command's text may not hold is escaped, and a range over several lines has no columns.
    @Test func workflowCommandsAreOneLineEach() {
        for sample in Sample.all {
            let text = String(decoding: GitHubReport.text(sample.report), as: UTF8.self)
            for line in text.split(separator: "\n") { #expect(line.hasPrefix("::"), "\(sample.name)") }
        }
    }

    /// Colors are the only escape bytes, and taking them away leaves the plain text.
    @Test func coloursChangeNoText() {
        for sample in Sample.all {
            let colored = FullReport.text(sample.report, color: true)
            #expect(stripped(colored) == FullReport.text(sample.report, color: false), "\(sample.name)")
            #expect(colored.utf8.contains(0x1B))
            #expect(!FullReport.text(sample.report, color: false).utf8.contains(0x1B), "\(sample.name)")
        }
    }

    /// On a terminal no line of a frame is wider than it; heads, helps and notes are left to the terminal.
    @Test(arguments: [40, 60, 80, 120, 200]) func excerptsFollowTheTerminal(_ width: Int) {
        for sample in Sample.all {
            for line in FullReport.text(sample.report, color: false, width: width).split(separator: "\n")
            where line.firstMatch(of: #/^ *\d* [|+-]( |$)/#) != nil {
                #expect(WrappedText.cells(line) <= width, "\(sample.name): \(line)")
            }
        }
    }

    /// The change of a long line is seen, wherever in it it is.
    @Test(arguments: [0, 40, 300, 900]) func aFixShowsItsChange(_ before: Int) throws {
        let line = "a = \"" + String(repeating: "x", count: before) + "old" + String(repeating: "y", count: 400) + "\""
        let source = SourceFile(path: "a.toml", text: line + "\n")
        var finding = Diagnostic(
            "sample", category: "text", .warning, "a message",
            at: Label(Location(source.id, ByteRange(5 + before, 8 + before)), "here"))
        finding = finding.fix(Fix("write new", .safe, Edit(ByteRange(5 + before, 8 + before), "new")))
        let report = FindingReport(sources: [source], findings: [finding], ruleCount: 1, toolVersion: "1")
        for width in [nil, 60, 150] as [Int?] {
            let lines = FullReport.text(report, color: false, width: width).split(separator: "\n")
            let old = try #require(lines.first { $0.hasPrefix("1 - ") })
            let new = try #require(lines.first { $0.hasPrefix("1 + ") })
            #expect(old.contains("old") && new.contains("new"), "\(old)\n\(new)")
        }
    }

    private func stripped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var isSequence = false
        for byte in text.utf8 {
            if byte == 0x1B { isSequence = true } else if !isSequence { bytes.append(byte) }
            if isSequence, byte == UInt8(ascii: "m") { isSequence = false }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
