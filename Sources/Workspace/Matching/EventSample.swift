import Compiler
import Documents
import Queries
package import Schemas
import SourceText

/// How often events of files have fields and values: what `fields sample` writes and `compile --sample` reads.
package struct EventSample {
    package private(set) var frequencies: FieldFrequencies
    /// Events that were counted; nil of a table.
    package private(set) var events: Int?
    package private(set) var skipped: [EventRun.Skipped] = []

    /// The largest table.
    private static let mostTableBytes = 16 << 20

    /// Reads events, or one table that an earlier run wrote.
    package init(_ paths: [String], withoutValuesOf patterns: [String] = []) {
        if paths.count == 1, let table = Self.table(paths[0]) {
            frequencies = table
            return
        }
        var options = EventRun.Options()
        options.keepsLines = true
        var counter = FieldCounter()
        var skipped: [EventRun.Skipped] = []
        let totals = EventRun(RuleCompiler.compile(query: .everything), options).run(paths) { signal in
            switch signal {
            case .hit(let hit): Self.count(Array(hit.line), &counter)
            case .skipped(let line): skipped.append(line)
            case .pause: break
            }
            return true
        }
        frequencies = counter.frequencies(withoutValuesOf: patterns)
        events = totals.events
        self.skipped = skipped
    }

    private static func table(_ path: String) -> FieldFrequencies? {
        guard path != InputFile.standardInput, let bytes = try? InputFile.read(path, limit: mostTableBytes),
            let first = bytes.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "[")
        else { return nil }
        return FieldFrequencies(text: String(decoding: bytes, as: UTF8.self))
    }

    private static func count(_ line: [UInt8], _ counter: inout FieldCounter) {
        guard let event = try? JSONReader.value(of: line, in: 0..<line.count) else { return }
        counter.beginEvent()
        let isHit = event.table?["_id"] != nil || event.table?["_index"] != nil
        if isHit, let source = event.table?["_source"]?.value, source.table != nil {
            add(source, "", &counter)
        } else {
            add(event, "", &counter)
        }
    }

    private static func add(_ node: Node, _ path: String, _ counter: inout FieldCounter) {
        switch JSONValue(node) {
        case .null: break
        case .object:
            for entry in node.table?.entries ?? [] {
                add(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)", &counter)
            }
        case .array: for item in node.array ?? [] { add(item, path, &counter) }
        case .string(let text): counter.add(path, Array(text.utf8))
        case let value: counter.add(path, Array(value.text.utf8))
        }
    }
}
