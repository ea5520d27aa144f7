import Foundation
import TestSupport
import Testing

/// The engine from the command line: EQL over events, values, samples, and what a program does with rules of several events.
@Suite struct EngineCommandTests {
    private static let events = #"""
        {"_id":"a","@timestamp":"2026-01-01T00:00:02Z","event":{"category":"process","sequence":1},"process":{"name":"Cmd.exe"}}
        {"_id":"b","@timestamp":"2026-01-01T00:00:01Z","event":{"category":"process","sequence":9},"process":{"name":"whoami.exe"}}
        {"_id":"c","@timestamp":"2026-01-01T00:00:01Z","event":{"category":"process","sequence":3},"process":{"name":"net.exe"}}
        {"_id":"d","@timestamp":"2026-01-01T00:00:00Z","event":{"category":"file"},"file":{"name":"x"}}
        """#

    private func search(_ query: String, _ options: String...) throws -> (ids: [String], status: Int32, errors: String)
    {
        let run = try TenetBinary.run(
            ["search", "--language", "eql", "--output", "ids"] + options + ["--", query], input: Self.events)
        return (run.output.split(separator: "\n").map(String.init), run.status, run.errors)
    }

    @Test func eventsOfEQLComeInTheOrderOfTime() throws {
        #expect(try search("process where true").ids == ["b", "c", "a"])
        #expect(try search("process where true", "--tiebreaker", "event.sequence").ids == ["c", "b", "a"])
        #expect(try search("any where true | tail 3 | head 2").ids == ["b", "c"])
        #expect(try search("process where length(process.name) == 7 and startsWith~(process.name, \"c\")").ids == ["a"])
        let sequence = try search("sequence [process where true] [file where true]")
        #expect(sequence.status == 2)
        #expect(sequence.errors.contains("a sequence is about several events"))
    }

    @Test func aTiebreakerIsForEQL() throws {
        let run = try TenetBinary.run(["search", "--language", "kql", "--tiebreaker", "x", "a:1"], input: "{}")
        #expect(run.status == 3)
    }

    @Test func valuesAreComputed() throws {
        let lines = #"""
            {"query":"length(a) + 1","event":{"a":"xyz"}}
            {"query":"a != \"x\"","event":{}}
            {"query":"process where substring(process.name, -4) : \".EXE\"","event":{"event":{"category":"process"},"process.name":"cmd.exe"}}
            {"query":"1 +","event":{}}
            """#
        let run = try TenetBinary.run(["query", "--language", "eql", "--to", "value", "--ndjson"], input: lines)
        let answers = run.output.split(separator: "\n")
        #expect(
            answers.prefix(3) == [
                #"{"ok":true,"error":null,"result":4}"#, #"{"ok":true,"error":null,"result":null}"#,
                #"{"ok":true,"error":null,"result":true}"#,
            ])
        #expect(answers.last?.hasPrefix(#"{"ok":false"#) == true)
    }

    @Test func stagesOfSequencesAreCounted() throws {
        let scratch = try ScratchFolder()
        let rule = try scratch.write(
            "sequence.toml",
            #"""
            [metadata]
            creation_date = "2026/01/01"
            [rule]
            name = "Two steps"
            rule_id = "0d7ac1bd-6cc5-4dbd-a5d6-1d1d3c8d3a11"
            type = "eql"
            language = "eql"
            severity = "low"
            risk_score = 21
            query = '''
            sequence by process.name with maxspan=1m
              [process where true]
              [process where process.name : "net*"]
            '''
            """#)
        let run = try TenetBinary.run(["match", "--stats", "--rules", rule.path, "-"], input: Self.events)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("1 EQL sequence rule cannot give alerts yet"))
        // Three events of the first stage and one of the second.
        #expect(run.errors.contains(#""stage_hits":4"#), "\(run.errors)")
    }

    @Test func aSampleIsATableToo() throws {
        let scratch = try ScratchFolder()
        let events = try scratch.write("events.ndjson", Self.events + "\n")
        let table = scratch.url.appending(path: "sample.txt")
        let made = try TenetBinary.run([
            "fields", "sample", events.path, "--without-values", "file.*", "-o", table.path,
        ])
        #expect(made.status == 0, "\(made.errors)")
        let text = try String(contentsOf: table, encoding: .utf8)
        #expect(text.contains("event.category\t10000\t6\tprocess\t7500\tfile\t2500\n"))
        #expect(text.contains("file.name\t2500\t1\n"))
        var programs: [Data] = []
        for sample in [events.path, table.path] {
            let program = scratch.url.appending(path: "p\(programs.count)")
            let run = try TenetBinary.run([
                "compile", "--sample", sample, "-o", program.path, Shared.repository.appending(path: "rules").path,
            ])
            #expect(run.status == 0, "\(run.errors)")
            programs.append(try Data(contentsOf: program))
        }
        // The table left out the values of one field, which no rule asks for.
        #expect(programs[0] == programs[1])
        let none = try TenetBinary.run(["fields", "sample", "-"], input: "")
        #expect(none.status != 0)
    }
}
