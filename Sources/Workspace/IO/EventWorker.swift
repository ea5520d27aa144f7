import Machine

/// What matching gives for one event and one rule: enough to write the alert, or the event itself.
struct EventHit {
    var rule: Int
    /// The event's number in its piece.
    var ordinal: Int
    /// Where `@timestamp` and `_id` (both as JSON) and, if asked for, the event's line are in the worker's text.
    var timestamp: Range<Int>
    var identifier: Range<Int>
    var line: Range<Int>
    /// What the program kept of the event.
    var result: JSONResult?
}

/// A line that is not an event, by its number and byte offset in the piece.
struct LineError {
    var line: Int
    var offset: Int
    var error: EventError
}

/// What the keys of a program did.
package struct IndexWork: Sendable, Hashable {
    /// Units that were run because an event fired a key of theirs.
    package var candidates: UInt64 = 0
    /// Values that were looked up.
    package var probes: UInt64 = 0
    /// Bytes of values that were searched for parts of patterns.
    package var scannedBytes: UInt64 = 0
    /// Units that an event meets without firing a key: always 0, and counted only where that is checked.
    package var missed: UInt64 = 0

    static func += (a: inout IndexWork, b: IndexWork) {
        a.candidates += b.candidates
        a.probes += b.probes
        a.scannedBytes += b.scannedBytes
        a.missed += b.missed
    }
}

/// One thread's part: a buffer, a matcher, and what came of the piece at hand.
///
/// `@unchecked Sendable`: a worker is handed to one thread at a time (`EventRun`), never to two.
final class EventWorker: @unchecked Sendable {
    private var buffer = EventBuffer()
    private var matcher: Matcher
    private let keepsLines: Bool

    private(set) var piece: EventReader.Piece?
    private(set) var hits: [EventHit] = []
    private(set) var errors: [LineError] = []
    /// The bytes that hits point into.
    private(set) var text: [UInt8] = []
    private(set) var eventCount = 0
    private(set) var lineCount = 0
    private(set) var byteCount = 0

    init(_ program: Program, ignoresIndices: Bool, keepsLines: Bool, checksIndex: Bool) {
        matcher = Matcher(program, ignoresIndices: ignoresIndices, checksIndex: checksIndex)
        self.keepsLines = keepsLines
    }

    /// Takes the next piece; false at the end.
    func take(from reader: inout EventReader) -> Bool {
        piece = reader.next(into: &buffer)
        return piece != nil
    }

    /// What the keys did, over all pieces.
    var work: IndexWork {
        IndexWork(
            candidates: matcher.candidateCount, probes: matcher.probeCount, scannedBytes: matcher.scannedByteCount,
            missed: matcher.missedCount)
    }

    /// Events that each rule was looked at for, where that is checked.
    var looks: [UInt64] { matcher.looks }

    /// Events that met a stage of a rule, over all pieces.
    var stageHits: UInt64 { matcher.stageHitCount }

    /// Matches the piece.
    func match() {
        hits.removeAll(keepingCapacity: true)
        errors.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        (eventCount, lineCount) = (0, 0)
        byteCount = buffer.count
        if let dropped = piece?.longLineBytes {
            errors.append(LineError(line: 0, offset: 0, error: .tooLong))
            lineCount = 1
            byteCount = dropped
            return
        }
        eachLine { worker, line in
            if let error = worker.matcher.match(worker.buffer, line) {
                worker.errors.append(LineError(line: worker.lineCount, offset: line.lowerBound, error: error))
                return
            }
            if !worker.matcher.matches.isEmpty { worker.addHits(line) }
            worker.eventCount += 1
        }
    }

    /// Only parses the piece, for comparison.
    func parse() {
        lineCount = 0
        eachLine { worker, line in _ = worker.matcher.parse(worker.buffer, line) }
    }

    /// Blank lines are passed over, and counted as lines.
    @inline(__always)
    private func eachLine(_ body: (EventWorker, Range<Int>) -> Void) {
        if let spans = piece?.spans { return each(spans, body) }
        var start = piece?.isFirst == true && buffer.startsWithMark ? 3 : 0
        while start < buffer.count {
            let end = buffer.lineFeed(from: start) ?? buffer.count
            let line = buffer.trimmed(start..<end)
            if !line.isEmpty { body(self, line) }
            lineCount += 1
            start = end + 1
        }
    }

    private func each(_ spans: [EventScanner.Span], _ body: (EventWorker, Range<Int>) -> Void) {
        var start = 0
        for span in spans {
            lineCount += lineFeeds(start..<span.range.lowerBound)
            start = span.range.lowerBound
            if span.isTooLong {
                errors.append(LineError(line: lineCount, offset: start, error: .tooLong))
                continue
            }
            body(self, buffer.trimmed(span))
        }
        lineCount += lineFeeds(start..<buffer.count)
    }

    private func lineFeeds(_ range: Range<Int>) -> Int {
        var count = 0
        var next = range.lowerBound
        while let found = buffer.lineFeed(from: next), found < range.upperBound {
            count += 1
            next = found + 1
        }
        return count
    }

    /// Appends an event as one line: between the tokens of JSON a line feed and the indentation after it mean nothing.
    private func copyLine(_ range: Range<Int>) {
        let start = text.count
        buffer.copy(range, to: &text)
        guard piece?.spans != nil, text[start...].contains(0x0A) else { return }
        var end = start
        var isIndentation = false
        for index in start..<text.count {
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                isIndentation = true
            } else if byte != 0x20, byte != 0x09 {
                isIndentation = false
            }
            if isIndentation { continue }
            text[end] = byte
            end += 1
        }
        text.removeLast(text.count - end)
    }

    private func addHits(_ line: Range<Int>) {
        let start = text.count
        matcher.appendTimestamp(to: &text)
        let middle = text.count
        matcher.appendIdentifier(to: &text)
        let end = text.count
        if keepsLines { copyLine(line) }
        for rule in matcher.matches {
            hits.append(
                EventHit(
                    rule: rule, ordinal: eventCount, timestamp: start..<middle, identifier: middle..<end,
                    line: end..<text.count, result: matcher.result))
        }
    }
}
