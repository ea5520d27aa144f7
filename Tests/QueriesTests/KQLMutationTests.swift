import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct KQLMutationTests {
    private static let seeds = [
        "event.dataset:azure.activitylogs and azure.activitylogs.operation_name:\"MICROSOFT.KEYVAULT/VAULTS/WRITE\"",
        "a:(1 or \"x\\\"y\" and not z*) or n:{ b > 5 and (c:\\u00e9 or d: \\and e) }", "not a:1 and (b:2 or not (c:3))",
        "x >= \"2024-01-01||/d\" and y < now-1d", "foo bar* \"baz\" \u{A0}or null:q", "\\ud83d\\ude00:* or 日本 : é",
    ]

    /// `make fuzz` asks ten times as many. Bytes changed, taken out, doubled and moved: each text is answered, with places inside it.
    @Test func answersMutatedQueries() {
        var random = SeededGenerator(seed: 99)
        let pieces = ["(", ")", "\"", "\\", "{", "}", ":", " and ", " or ", "not ", "*", "<=", "\u{A0}", "\\u"].map {
            Array($0.utf8)
        }
        for _ in 0..<20_000 {
            var bytes = Array(Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                case 3: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let query = KQL.parse(text)
            let end = text.utf8.count
            for issue in query.issues where issue.range.end > end || issue.offset > end || issue.offset < 0 {
                Issue.record("\(text.debugDescription): \(issue)")
            }
        }
    }
}
