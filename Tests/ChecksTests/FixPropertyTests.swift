import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

@testable import Checks

/// Damaged rule files: nothing traps, findings are inside the file, and fixes repair without breaking or circling.
@Suite struct FixPropertyTests {
    @Test func damagedFilesAreLintedAndFixesSettle() throws {
        let inputs = (Golden.cases("findings") + Golden.cases("query-places")).map(\.source)
        try #require(inputs.count > 20)
        var generator = SeededGenerator(seed: 20_260_105)
        for round in 0..<200 {
            let input = inputs[round % inputs.count]
            let source = SourceFile(id: input.id, path: input.path, bytes: damaged(input.bytes, &generator))
            check(source, "round \(round) of \(input.path)")
        }
    }

    /// A misspelled key is renamed; the same key is not added beside it.
    @Test func whatIsMisspeltIsNotMissing() {
        let id = "timeline_id = \"495ad7a7-316e-4544-8a0f-9c098daee76e\"\n"
        let title = "Generic Threat Match Timeline"
        for (table, lines, meant) in [
            ("rule", id + "timuline_title = \"\(title)\"\n", "timeline_title"),
            ("rule", "timeline_title = \"\(title)\"\ntimelin_id = \"x\"\n", "timeline_id"),
            (
                "rule", "type = \"threat_match\"\nthreat_query = \"a:b\"\nthreat_languag = \"kuery\"\n",
                "threat_language"
            ),
        ] {
            let source = SourceFile(path: "slip.toml", text: "[\(table)]\n\(lines)")
            let fixes = CheckRunner.lint(source, CheckContext(profile: .strict)).findings.compactMap(\.fix)
            let made = fixes.flatMap(\.edits).filter { $0.replacement.contains(meant) }
            #expect(made.map(\.replacement) == [meant], "\(meant): \(made)")
        }
    }

    /// A tag made from the rest of a broken line would be added and trimmed in turns.
    @Test func aTacticWithABlankBehindItIsNoTag() {
        let text = """
            [metadata]
            [rule]
            type = "query"
            tags = ["Domain: Cloud"]
            [[rule.threat]]
            framework = "MITRE ATT&CK"
            [rule.threat.tactic]
            language = "esql"
            name = "Impactreference = "https://attack.mitre.org/tactics/TA0040/"
            """
        let source = SourceFile(path: "broken.toml", text: text)
        let elastic = CheckContext(profile: .elastic)
        #expect(!CheckRunner.lint(source, elastic).findings.contains { $0.id == "tag-missing-tactic" })
    }

    @Test func undamagedFilesSettleToo() {
        for item in Golden.cases("findings") { check(item.source, item.name) }
    }

    private func check(_ source: SourceFile, _ name: String) {
        var text = source
        var findings = CheckRunner.lint(text).findings
        for finding in findings {
            let range = finding.location.range
            #expect(range.start >= 0 && range.end <= source.bytes.count, "\(name): \(finding.id) at \(range)")
        }
        for _ in 0..<10 {
            let fixes = findings.compactMap(\.fix).filter { $0.applicability == .safe }
            if fixes.isEmpty { break }
            let faults = syntaxFaults(findings)
            guard let bytes = try? TextEdits.apply(TextEdits.together(fixes).edits, to: text.bytes) else {
                Issue.record("\(name): edits cannot be carried out")
                return
            }
            text = SourceFile(id: text.id, path: text.path, bytes: bytes)
            findings = CheckRunner.lint(text).findings
            #expect(
                syntaxFaults(findings) <= faults,
                "\(name): a fix broke the syntax\n\(String(decoding: bytes, as: UTF8.self))")
        }
        let left = findings.filter { $0.fix?.applicability == .safe }
        #expect(left.isEmpty, "\(name): fixes do not settle: \(left.map { "\($0.id): \($0.fix?.title ?? "")" })")
    }

    private func syntaxFaults(_ findings: [Diagnostic]) -> Int {
        findings.count { $0.category == "syntax" && $0.severity == .error }
    }

    private func damaged(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let signs = Array("\"'\\[]{}=:#-,\n\t *()<>é".utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(signs.randomElement(using: &generator) ?? 0, at: place)
            case 2: bytes[place] = signs.randomElement(using: &generator) ?? 0
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
            default:
                let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
