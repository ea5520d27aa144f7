import Diagnostics
import Reports
import SourceText
import Testing

/// A report on excerpts is the report on the whole files, whatever the findings.
@Suite struct ExcerptReportTests {
    @Test func everyFormatIsTheSameFromTheKeptLines() {
        for seed in 0..<300 {
            var random = Dice(state: UInt64(seed))
            let sources = (0..<3).map { random.source(SourceID($0)) }
            let findings = (0..<random.number(8)).map { _ in random.finding(sources) }.sorted(by: Diagnostic.precedes)
            let excerpts = sources.map { source in
                SourceExcerpt(
                    source,
                    places: findings.flatMap { [$0.primary] + $0.secondary }.map(\.location)
                        .filter { $0.source == source.id }.map(\.range),
                    edits: findings.filter { $0.location.source == source.id }.compactMap { finding in
                        finding.fix.flatMap { fix in
                            fix.edits.first.map { ByteRange($0.range.start, fix.edits[fix.edits.count - 1].range.end) }
                        }
                    })
            }
            let whole = FindingReport(sources: sources, findings: findings, ruleCount: 3, toolVersion: "1")
            let kept = FindingReport(sources: excerpts, findings: findings, ruleCount: 3, toolVersion: "1")
            for (name, text) in Self.formats where text(whole) != text(kept) {
                Issue.record(
                    "\(name), seed \(seed):\n\(String(decoding: text(whole), as: UTF8.self))\n--- from excerpts:\n\(String(decoding: text(kept), as: UTF8.self))"
                )
            }
            #expect(whole.fingerprints == kept.fingerprints, "seed \(seed)")
        }
    }

    private static let formats: [(String, @Sendable (FindingReport) -> [UInt8])] = [
        ("full", { Array(FullReport.text($0, color: false).utf8) }), ("json", JSONReport.text),
        ("jsonl", JSONReport.lines), ("concise", { Array(ConciseReport.text($0).utf8) }),
        ("github", GitHubReport.text), ("gitlab", GitLabReport.text), ("junit", JUnitReport.text),
        ("checkstyle", CheckstyleReport.text), ("rdjson", ReviewdogReport.text),
        ("sarif", { SARIFReport.text($0, facts: { _ in nil }) }),
    ]
}

/// Random files and findings; the same for the same state.
private struct Dice {
    var state: UInt64

    mutating func number(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }

    mutating func source(_ id: SourceID) -> SourceFile {
        let words = ["name = \"x\"", "é日👍", "\t", "  ", "a", String(repeating: "long ", count: 300), "query = '''", ""]
        let ends = number(4) == 0 ? "\r\n" : "\n"
        var text = number(4) == 0 ? "\u{FEFF}" : ""
        for _ in 0..<number(60) { text += words[number(words.count)] + words[number(words.count)] + ends }
        if number(3) == 0 { text += "last" }
        return SourceFile(id: id, path: "rules/\(id.index).toml", text: text)
    }

    /// A range at the borders of scalars.
    mutating func range(in source: SourceFile) -> ByteRange {
        func place(_ offset: Int) -> Int {
            var offset = offset
            while offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            return offset
        }
        let start = place(number(source.bytes.count + 1))
        let length = [0, 3, 20, 400, 4_000][number(5)]
        return ByteRange(start, place(min(start + number(length + 1), source.bytes.count)))
    }

    mutating func finding(_ sources: [SourceFile]) -> Diagnostic {
        let source = sources[number(sources.count)]
        var finding = Diagnostic(
            ["a-check", "other"][number(2)], category: "query", [Severity.error, .warning, .info][number(3)],
            "message \(number(5))", at: Label(Location(source.id, range(in: source)), number(3) == 0 ? "" : "label"))
        for _ in 0..<number(4) {
            let other = sources[number(sources.count)]
            finding = finding.label(Location(other.id, range(in: other)), number(3) == 0 ? "" : "second")
        }
        if number(2) == 0 {
            let edits = (0..<(1 + number(3))).map { _ in
                Edit(range(in: source), ["", "new", "two\nlines"][number(3)])
            }
            finding = finding.fix(Fix("repair it", number(2) == 0 ? .safe : .unsafe, edits))
        }
        return number(2) == 0 ? finding.help("do this") : finding.note("because")
    }
}
