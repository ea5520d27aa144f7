import Foundation
import Machine
import Testing

@testable import Workspace

/// Events in text that is not a line each.
@Suite struct EventScannerTests {
    /// The spans of a text that arrives in pieces of `step` bytes.
    private func spans(_ text: String, step: Int = .max) -> [String] {
        let bytes = Array(text.utf8)
        var buffer = EventBuffer(capacity: 64)
        var scanner = EventScanner()
        var spans: [EventScanner.Span] = []
        var texts: [String] = []
        var position = 0
        func take(_ buffer: borrowing EventBuffer) {
            for span in spans {
                var copy: [UInt8] = []
                buffer.copy(buffer.trimmed(span.range), to: &copy)
                texts.append(String(decoding: copy, as: UTF8.self))
            }
            spans = []
        }
        while position < bytes.count {
            let end = position + min(step, bytes.count - position)
            let scanned = buffer.count
            buffer.append(Array(bytes[position..<end]))
            scanner.scan(buffer, from: scanned, to: &spans)
            take(buffer)
            // What is no longer needed goes, as in the reader.
            let dropped = scanner.firstNeeded(before: buffer.count)
            buffer.removeFirst(dropped)
            scanner.drop(dropped)
            position = end
        }
        if let last = scanner.finish(at: buffer.count) { spans = [last] }
        take(buffer)
        return texts
    }

    private static let hit = #"{"_index":"i","_id":"1","_source":{"a":"}]\"{"}}"#

    @Test(arguments: [
        ("[{\"a\":1},\n {\"a\":[{\"b\":2}]}]", ["{\"a\":1}", "{\"a\":[{\"b\":2}]}"]),
        ("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", ["{\n  \"a\": 1\n}", "{\n  \"a\": 2\n}"]),
        ("{\"took\":1,\"hits\":{\"total\":{\"value\":1},\"hits\":[\(hit),\n\(hit)]}}", [hit, hit]),
        ("{\"responses\":[{\"hits\":{\"hits\":[\(hit)]}},{\"hits\":{\"hits\":[]}}]}", [hit]),
        ("{\"rawResponse\":{\"hits\":{\"hits\":[\(hit)]}}}", [hit]),
        ("{\"is_partial\":false,\"response\":{\"hits\":{\"hits\":[\(hit)]}}}", [hit]),
        ("{\"hits\":{\"hits\":[]}}", []),
        // Fields of an event that are called like parts of an answer.
        ("[{\"hits\":3},{\"hits\":{\"a\":[1]}}]", ["{\"hits\":3}", "{\"hits\":{\"a\":[1]}}"]),
        // What is not an event is handed on, for a message with its place.
        ("[1, {\"a\":1}, \"x\", [2]]", ["1", "{\"a\":1}", "\"x\"", "[2]"]),
        ("[{\"a\":1},\n{\"a\":", ["{\"a\":1}", "{\"a\":"]),
        ("[{\"a\":1},", ["{\"a\":1}", ","]),
        ("{\"a\":1}\n]\n{\"a\":2}", ["{\"a\":1}", "]", "{\"a\":2}"]),
    ])
    func eventsOfEveryForm(_ text: String, _ expected: [String]) {
        #expect(spans(text) == expected)
        for step in [1, 2, 7] {
            #expect(spans(text, step: step) == expected, "in pieces of \(step)")
        }
    }

    @Test(arguments: [
        ("[", true), ("  [1]", true), ("{\n", nil), ("{\n \"a\":1}", true), ("{\"took\":", true),
        ("{\"a\":1}\n", false),
        ("{\"a\":1,\n\"b\":2}", true), ("{\"a\":\n{\"a\":1}\n", false), ("{\"a\":1", nil), ("x", false), ("", nil),
        ("{\"a\":\"[\n", false), ("\u{FEFF}[", true),
    ])
    func theFirstLineSaysWhetherLinesAreEvents(_ text: String, _ expected: Bool?) {
        var buffer = EventBuffer()
        buffer.append(Array(text.utf8))
        #expect(EventScanner.isNeeded(buffer) == expected)
    }
}
