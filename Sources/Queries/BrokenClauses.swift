package import Diagnostics
package import SourceText

/// The clauses of a query that syntax errors are in: what else is found there follows from the error.
package struct BrokenClauses: Sendable {
    private var ranges: [ByteRange] = []

    /// A clause reaches from one `and` or `or` to the next, whatever brackets are between.
    /// `hasStages`: the brackets of a sequence end a clause, too.
    package init(_ errors: [Diagnostic], in text: String, hasStages: Bool) {
        let bytes = Array(text.utf8)
        for error in errors where error.effect == .textBroken {
            for place in Set([error.range.start, error.range.end, error.offset]) {
                ranges.append(Self.clause(at: min(place, bytes.count), bytes, hasStages))
            }
        }
    }

    /// Whether a range is in one of the clauses, at least in part.
    package func touches(_ range: ByteRange) -> Bool {
        ranges.contains { $0.overlaps(range) || $0.start == range.start }
    }

    private static func clause(at place: Int, _ bytes: [UInt8], _ hasStages: Bool) -> ByteRange {
        let isBracket = { (byte: UInt8) in hasStages && (byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")) }
        var start = place
        while start > 0, !isBracket(bytes[start - 1]), !isConnective(endingAt: start, bytes) { start -= 1 }
        var end = place
        while end < bytes.count, !isBracket(bytes[end]), !isConnective(startingAt: end, bytes) { end += 1 }
        return ByteRange(start, end)
    }

    private static func isConnective(startingAt start: Int, _ bytes: [UInt8]) -> Bool {
        [2, 3].contains { isConnective(start, start + $0, bytes) }
    }

    private static func isConnective(endingAt end: Int, _ bytes: [UInt8]) -> Bool {
        [2, 3].contains { isConnective(end - $0, end, bytes) }
    }

    /// `and` or `or` in any case, with no letter, digit or part of a name beside it.
    private static func isConnective(_ start: Int, _ end: Int, _ bytes: [UInt8]) -> Bool {
        guard start > 0, end <= bytes.count, isApart(bytes[start - 1]), end == bytes.count || isApart(bytes[end]) else {
            return false
        }
        let word = bytes[start..<end].map { $0 | 0x20 }
        return word == Array("and".utf8) || word == Array("or".utf8)
    }

    private static func isApart(_ byte: UInt8) -> Bool { byte <= 0x20 || "()[]{}".utf8.contains(byte) }
}
