import Foundation
import Machine
import TestSupport
import Testing
import Workspace

/// The rules of the corpus over real events: what the keys pass over, no event meets, and they pass over most.
@Suite struct CandidateTests {
    // Needs ../shared (or $TENET_SHARED); skipped with a message without it. Every event is the matter of
    // `TENET_CHECK_INDEX=1 tenet match`; here each `step`th is.
    @Test(
        .enabled(if: Shared.file("corpus/elastic/rules") != nil && Shared.file("events/samples") != nil),
        arguments: [
            ("events/windows/ecs-10k.ndjson.gz", 25, 4.0, false), ("events/windows/ecs-10k.ndjson.gz", 25, 3.0, true),
            ("events/cloud/derived", 5, 5.0, false), ("events/cloud/derived", 5, 4.0, true),
            ("events/samples", 1, 6.0, false),
        ])
    func theKeysMissNoAlert(_ path: String, _ step: Int, _ most: Double, _ learns: Bool) throws {
        let rules = try #require(Shared.file("corpus/elastic/rules"))
        let program = try Self.program(rules, learning: learns ? path : nil)
        #expect(program.ruleCount > 1_000)
        var matcher = Matcher(program, ignoresIndices: true, checksIndex: true)
        var buffer = EventBuffer()
        var count = 0
        for (number, line) in try Self.lines(try #require(Shared.file(path))).enumerated() where number % step == 0 {
            buffer.removeAll()
            buffer.append(Array(line))
            if matcher.match(buffer, 0..<buffer.count) == nil { count += 1 }
        }
        #expect(count >= 30)
        #expect(matcher.missedCount == 0)
        // Without a clock: what the index saves may not get lost.
        #expect(Double(matcher.candidateCount) <= most * Double(count), "\(matcher.candidateCount) of \(count)")
    }

    /// The rules' program, with the frequencies of what the path names if there is one.
    private static func program(_ rules: URL, learning path: String?) throws -> Program {
        let loaded = RuleLoader.load([rules.path], RuleLoader.Options())
        guard let path else { return RuleProgram.compile(loaded).program }
        let place = try #require(Shared.file(path))
        var files = [place.path]
        if place.pathExtension != "gz" {
            files = try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".ndjson") }
                .sorted().map { place.appending(path: $0).path }
        }
        return RuleProgram.compile(loaded, EventSample(files).frequencies).program
    }

    /// The lines of a file, or of all files of a folder.
    private static func lines(_ place: URL) throws -> [Data.SubSequence] {
        if place.pathExtension == "gz" { return try #require(Shared.unpacked(place)).split(separator: 0x0A) }
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".ndjson") }
        return try names.sorted().flatMap { try Data(contentsOf: place.appending(path: $0)).split(separator: 0x0A) }
    }
}
