import Compiler
import Foundation
import Machine
import Queries
import Schemas
import TestSupport
import Testing

@testable import Workspace

/// Inputs of events: lines of every kind, pieces, packed files, and what is reported for what is none.
@Suite struct EventRunTests {
    private struct Outcome: Equatable {
        var ordinals: [Int] = []
        var problems: [String] = []
        var events = 0
    }

    private func run(_ contents: [[UInt8]], name: String = "events.ndjson", workers: Int = 1) throws -> Outcome {
        try ScratchFolder.use { folder in
            let paths = try contents.enumerated().map { index, bytes in
                let url = folder.appending(path: "\(index)-\(name)")
                try Data(bytes).write(to: url)
                return url.path
            }
            return run(paths, suffix: name.count + 2, workers)
        }
    }

    private func run(_ paths: [String], suffix: Int, _ workers: Int) -> Outcome {
        let expr = KQL.lower(KQL.parse("a:1"), fields: NoFields()).expr
        var options = EventRun.Options()
        options.workers = workers
        var outcome = Outcome()
        let totals = EventRun(RuleCompiler.compile(query: expr), options).run(paths) { signal in
            switch signal {
            case .hit(let hit): outcome.ordinals.append(hit.ordinal)
            case .skipped(.line(let path, let line, let offset, let error)):
                outcome.problems.append("\(path.suffix(suffix).prefix(1)):\(line)@\(offset) \(error)")
            case .skipped(.input(let error)): outcome.problems.append("\(error.reason)")
            case .pause: break
            }
            return true
        }
        outcome.events = totals.events
        return outcome
    }

    @Test func linesOfEveryKind() throws {
        let text = "\u{FEFF}{\"a\":1}\r\n\n  \n{\"a\":2}\n{\"a\":\n[1]\n{\"a\":[0,1]}"
        let outcome = try run([Array(text.utf8), [], Array("{\"a\":1}".utf8)])
        #expect(outcome.ordinals == [0, 2, 3])
        #expect(outcome.events == 4)
        #expect(outcome.problems.count == 2)
        #expect(outcome.problems.last == "0:6@30 notAnObject")
    }

    @Test func piecesChangeNothing() throws {
        var text: [UInt8] = []
        var expected: [Int] = []
        let filler = String(repeating: "x", count: 700)
        for index in 0..<6000 {
            if index % 7 == 0 { expected.append(index) }
            text += Array("{\"a\":\(index % 7 == 0 ? 1 : 2),\"b\":\"\(filler)\"}\n".utf8)
        }
        let big = Array("{\"b\":\"".utf8) + [UInt8](repeating: 0x79, count: 3 << 20) + Array("\",\"a\":1}\n".utf8)
        for workers in [1, 3] {
            let outcome = try run([text + big + text], workers: workers)
            #expect(outcome.ordinals == expected + [6000] + expected.map { $0 + 6001 })
            #expect(outcome.problems.isEmpty)
        }
    }

    @Test func aLineOverTheLimitIsLeftOut() throws {
        let long = Array("{\"a\":1,\"b\":\"".utf8) + [UInt8](repeating: 0x79, count: 17 << 20) + Array("\"}\n".utf8)
        let short = Array("{\"a\":1}\n".utf8)
        let outcome = try run([short + long + short + Array("[]\n".utf8)])
        #expect(outcome.ordinals == [0, 1])
        #expect(outcome.problems == ["0:2@8 tooLong", "0:4@\(8 + long.count + 8) notAnObject"])
    }

    @Test func eventsThatAreNotLines() throws {
        let pretty = "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n"
        let hit = #"{"_index":"i","_id":"x","_source":{"a":1}}"#
        let other = #"{"_index":"i","_id":"y","_source":{"a":[2,3]}}"#
        let answer = "{\"took\":3,\"hits\":{\"hits\":[\n\(hit),\n\(other),\n7]}}"
        let texts = ["[{\"a\":1},{\"a\":1}]", pretty, "\(hit)\n\(other)\n", answer]
        let outcome = try run(texts.map { Array($0.utf8) })
        #expect(outcome.ordinals == [0, 1, 2, 4, 6])
        #expect(outcome.events == 8)
        #expect(outcome.problems == ["3:4@\(answer.utf8.count - 4) notAnObject"])
    }

    @Test func anArrayThatBreaksOffIsReported() throws {
        let outcome = try run([Array("[{\"a\":1},\n".utf8)])
        #expect(outcome.ordinals == [0])
        #expect(outcome.problems.count == 1)
    }

    @Test func anArrayIsReadInPieces() throws {
        let filler = String(repeating: "x", count: 700)
        let items = (0..<6000).map { "{\"a\":\($0 % 7 == 0 ? 1 : 2),\"b\":\"\(filler)\"}" }
        let text = "[\n" + items.joined(separator: ",\n") + "\n]\n"
        for workers in [1, 3] {
            let outcome = try run([Array(text.utf8)], workers: workers)
            #expect(outcome.ordinals == Array(stride(from: 0, to: 6000, by: 7)))
            #expect(outcome.problems.isEmpty)
        }
        let long = "[{\"a\":1},{\"b\":\"" + String(repeating: "y", count: 17 << 20) + "\"},{\"a\":1}]"
        let outcome = try run([Array(long.utf8)])
        #expect(outcome.ordinals == [0, 1])
        #expect(outcome.problems == ["0:1@9 tooLong"])
    }

    @Test func packedFilesAreUnpacked() throws {
        // `printf '{"a":1}\n' | gzip -n` twice, one member after the other.
        let member: [UInt8] = [
            0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAC, 0xE5, 0x02, 0x00, 0x46,
            0xA3, 0xE8, 0x74, 0x08, 0, 0, 0,
        ]
        let outcome = try run([member + member])
        #expect(outcome.ordinals == [0, 1], "\(outcome.problems)")
        let damaged = try run([Array(member.dropLast(6)), Array("{\"a\":1}".utf8)])
        #expect(damaged.problems == ["damagedGzip"])
        #expect(damaged.ordinals.last == damaged.events - 1)
    }

    @Test func missingInputsAreToldAndTheOthersRead() throws {
        var problems = 0
        let program = RuleCompiler.compile(query: KQL.lower(KQL.parse("a:1"), fields: NoFields()).expr)
        _ = EventRun(program).run(["/nowhere/at/all", "/"]) { signal in
            if case .skipped(.input) = signal { problems += 1 }
            return true
        }
        #expect(problems == 2)
    }
}
