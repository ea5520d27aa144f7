import Foundation
import TestSupport
import Testing

/// `tenet match` allocates nothing for an event once its buffers have grown: four times the events, as many allocations.
///
/// Counted in the release binary: what generic code allocates before it is optimized says nothing.
@Suite struct AllocationTests {
    private static let compiler = ["cc", "clang", "gcc"].lazy.flatMap { name in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
    }.first { FileManager.default.isExecutableFile(atPath: $0) }

    #if os(Linux)
        private static let isCounted = compiler != nil && TenetBinary.url?.path.contains("release") == true
    #else
        private static let isCounted = false
    #endif

    @Test(.enabled(if: isCounted, "allocations are counted on Linux, with a C compiler and the release binary only"))
    func matchingAllocatesNothingAnEvent() throws {
        let folder = try ScratchFolder()
        let counter = try Self.counter(in: folder)
        for (index, query) in Self.queries.enumerated() {
            try folder.write("rules/rule-\(index).toml", Self.rule(index, query))
        }
        let own = Shared.repository.appending(path: "rules").path
        let compiled = try TenetBinary.run(["compile", own, "rules", "-o", "all.tenet"], in: folder.url)
        #expect(compiled.status == 0, "\(compiled.errors)")
        let lines = try Self.events().joined(separator: "\n") + "\n"
        // Twice as a warm-up, then as often again and twice as often: what grew by then does not grow with the events.
        let counts = try [2, 4, 8].map { times in
            try folder.write("events.ndjson", String(repeating: lines, count: times))
            let outcome = try TenetBinary.run(
                ["match", "--rules", "all.tenet", "--ignore-indices", "events.ndjson"], in: folder.url,
                environment: ["LD_PRELOAD": counter.path, "TENET_ALLOCATIONS": "count"])
            #expect(outcome.status < 2 && !outcome.output.isEmpty, "\(outcome.errors)")
            return try #require(Int(folder.read("count").trimmingCharacters(in: .newlines)))
        }
        #expect(counts[0] > 1_000, "\(counts): nothing is counted")
        // The output grows its buffers now and then.
        #expect(counts[2] - counts[1] <= 50, "\(counts)")
    }

    private static func counter(in folder: ScratchFolder) throws -> URL {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Allocations.c")
        let library = folder.url.appending(path: "allocations.so")
        let process = Process()
        process.executableURL = URL(filePath: try #require(compiler))
        process.arguments = ["-shared", "-fPIC", "-O1", "-o", library.path, source.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return library
    }

    /// About 200 lines: our own, and some of each shape.
    private static func events() throws -> [String] {
        let file = Shared.repository.appending(path: "rules/azure/events.ndjson")
        let own = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(String.init)
        let words = ["cmd.exe", "The Key vault", "key VAULT of CMD.EXE", "É \\u00e9\\n", "1.2.3", "", "a b a"]
        return own
            + (0..<180).map { number in
                let word = words[number % words.count]
                let event = #""category":["process","c\#(number % 5)"],"type":["start"],"code":"\#(number)""#
                let process =
                    #""name":"\#(word)","pid":\#(number),"args":["\#(word)","x"],"command_line":"a \#(word) b""#
                let time = "2026-01-0\(1 + number % 9)T00:00:00Z"
                return
                    #"{"@timestamp":"\#(time)","event":{\#(event)},"process":{\#(process)},"message":"\#(word) \#(number)","#
                    + #""host":{"os":{"type":"windows"}},"source":{"ip":"10.0.0.\#(number)","port":\#(number)}}"#
            }
    }

    /// Words and phrases, sets, patterns in either case, ranges, addresses, dates.
    private static let queries = [
        ("kuery", #"message:(vault or secret) or message:"key vault""#),
        ("kuery", #"process.command_line:(*cmd*exe* or *v?ult*) and not process.name:(a or b or c or d)"#),
        ("kuery", #"source.ip:"10.0.0.0/25" and source.port >= 100 and @timestamp >= "2026-01-02""#),
        ("eql", #"process where process.name : ("cmd.exe", "*vault") and process.args : "c?d*""#),
        ("eql", #"process where process.command_line like~ "*KEY*" or process.name in~ ("A", "B")"#),
    ]

    private static func rule(_ number: Int, _ query: (language: String, text: String)) -> String {
        """
        [metadata]
        creation_date = "2026/01/01"
        maturity = "production"
        updated_date = "2026/01/01"

        [rule]
        author = ["Tenet"]
        description = "Example"
        index = ["logs-*"]
        language = "\(query.language)"
        license = "Apache-2.0"
        name = "Example \(number)"
        risk_score = 21
        rule_id = "0c8d1f6b-95ab-4b3c-8a5d-7f2b7d3f4e\(10 + number)"
        severity = "low"
        type = "\(query.language == "eql" ? "eql" : "query")"
        query = '''
        \(query.text)
        '''

        """
    }
}
