import Machine

/// Finds the events of JSON that is not a line each: arrays, objects over several lines, answers of Elasticsearch's
/// `_search` and `_msearch` (with Kibana's and async search's frames around them), one after another.
///
/// Reads each byte once, whatever the pieces in which they come. Text that is not an event is a span too, so that what
/// reads the spans reports it.
struct EventScanner {
    /// The bytes of one event in the buffer, or of text that should have been one.
    struct Span {
        var range: Range<Int>
        /// Whether it is only the start of an object over the limit.
        var isTooLong = false
    }

    /// What a `{` or `[` opened.
    private enum Frame {
        /// An object that is an event unless it holds hits; where it starts, nil once it cannot be one.
        case document(start: Int?)
        /// An object that may hold `hits`.
        case envelope
        /// The value of an envelope's `hits`.
        case hits
        /// A list of documents.
        case documents
        /// A list of hits.
        case events
        /// A list of envelopes.
        case responses
        /// A hit.
        case event(start: Int?)
        /// A list where an event should be.
        case misplaced(start: Int?)
        /// Part of an event.
        case inner
    }

    private var frames: [Frame] = []
    private var isInString = false
    private var isEscaped = false
    /// Whether the next string of the innermost object is a key.
    private var isBeforeColon = true
    /// The last key of an object that may hold hits, as far as it is needed.
    private var key: [UInt8] = []
    /// Where a text outside of all objects starts.
    private var strayStart: Int?

    /// Keys by which a first line is known as an answer of a search.
    private static let answerKeys: Set<String> = [
        "took", "timed_out", "hits", "responses", "rawResponse", "_shards", "_scroll_id", "pit_id", "is_partial",
        "num_reduce_phases",
    ]
    private static let longestKey = 20

    /// The first byte that is still needed: the start of what has not ended; nil where nothing is open.
    var kept: Int? {
        if let strayStart { return strayStart }
        for frame in frames {
            switch frame {
            case .document(let start?), .event(let start?), .misplaced(let start?): return start
            default: continue
            }
        }
        return nil
    }

    /// Where the bytes begin that the next piece starts with: those of what has not ended, else one byte of an open list,
    /// so that an input that breaks off there has a place.
    func firstNeeded(before end: Int) -> Int { kept ?? (isAtTop ? end : max(0, end - 1)) }

    /// Follows the buffer when its first bytes are dropped.
    mutating func drop(_ count: Int) {
        strayStart = strayStart.map { $0 - count }
        for index in frames.indices {
            switch frames[index] {
            case .document(let start?): frames[index] = .document(start: start - count)
            case .event(let start?): frames[index] = .event(start: start - count)
            case .misplaced(let start?): frames[index] = .misplaced(start: start - count)
            default: continue
            }
        }
    }

    /// Reads the bytes from `position` on and adds the spans that end there.
    mutating func scan(_ buffer: borrowing EventBuffer, from position: Int, to spans: inout [Span]) {
        for index in position..<max(position, buffer.count) {
            let byte = buffer[index]
            if isInString {
                readString(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
            case UInt8(ascii: "\n"): if isAtTop { endStray(index, &spans) }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                endStray(index, &spans)
                open(byte == UInt8(ascii: "{"), at: index)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): close(at: index, &spans)
            case UInt8(ascii: ","):
                endStray(index, &spans)
                isBeforeColon = true
            case UInt8(ascii: ":"): isBeforeColon = false
            default:
                if strayStart == nil, expectsEvent { strayStart = index }
                if byte == UInt8(ascii: "\"") {
                    isInString = true
                    if isBeforeColon { key.removeAll(keepingCapacity: true) }
                }
            }
        }
        cutLong(buffer.count, &spans)
    }

    /// What is open at the end of the input.
    mutating func finish(at end: Int) -> Span? {
        defer { self = EventScanner() }
        // Brackets that nothing closes are no event either.
        let start = kept ?? (isAtTop ? nil : max(0, end - 1))
        return start.map { Span(range: $0..<end) }
    }

    private var isAtTop: Bool { frames.isEmpty }

    /// Whether a value that begins here has to be an event.
    private var expectsEvent: Bool {
        switch frames.last {
        case nil, .documents, .events: true
        default: false
        }
    }

    private mutating func readString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            return
        }
        if isBeforeColon, key.count < Self.longestKey { key.append(byte) }
    }

    private mutating func endStray(_ end: Int, _ spans: inout [Span]) {
        guard let start = strayStart else { return }
        spans.append(Span(range: start..<end))
        strayStart = nil
    }

    private mutating func open(_ isObject: Bool, at index: Int) {
        let frame: Frame
        switch (frames.last, isObject) {
        case (nil, true), (.documents, true): frame = .document(start: index)
        case (nil, false): frame = .documents
        case (.documents, false), (.events, false): frame = .misplaced(start: index)
        case (.events, true): frame = .event(start: index)
        case (.responses, true): frame = .envelope
        case (.document, true), (.envelope, true):
            frame = isKey("hits") ? .hits : isKey("rawResponse") || isKey("response") ? .envelope : .inner
        case (.document, false), (.envelope, false):
            frame = isKey("responses") ? .responses : .inner
        case (.hits, false) where isKey("hits"):
            frame = .events
            // What holds hits is not an event.
            for index in frames.indices {
                if case .document = frames[index] { frames[index] = .document(start: nil) }
            }
        default: frame = .inner
        }
        frames.append(frame)
        isBeforeColon = isObject
    }

    private func isKey(_ name: String) -> Bool { key.elementsEqual(name.utf8) }

    private mutating func close(at index: Int, _ spans: inout [Span]) {
        switch frames.popLast() {
        case .document(let start?), .event(let start?), .misplaced(let start?):
            spans.append(Span(range: start..<(index + 1)))
        case .documents, .events: endStray(index, &spans)
        case nil: if strayStart == nil { strayStart = index }
        default: break
        }
        isBeforeColon = false
    }

    /// Gives up on what is longer than any event may be.
    private mutating func cutLong(_ end: Int, _ spans: inout [Span]) {
        guard let start = kept, end - start > EventBuffer.maximumLineBytes + 2 else { return }
        spans.append(Span(range: start..<(start + 1), isTooLong: true))
        strayStart = nil
        for index in frames.indices {
            switch frames[index] {
            case .document: frames[index] = .document(start: nil)
            case .event: frames[index] = .event(start: nil)
            case .misplaced: frames[index] = .misplaced(start: nil)
            default: continue
            }
        }
    }
}

extension EventScanner {
    /// Whether an input whose first bytes these are has to be scanned, because its lines are not events; nil if more
    /// bytes are needed to know.
    ///
    /// An array, an object that goes on after its first line, or an answer of a search. A line that is broken off and
    /// followed by another object is a broken line.
    static func isNeeded(_ buffer: borrowing EventBuffer) -> Bool? {
        var index = buffer.startsWithMark ? 3 : 0
        while index < buffer.count, isBlank(buffer[index]) { index += 1 }
        guard index < buffer.count else { return nil }
        if buffer[index] == UInt8(ascii: "[") { return true }
        guard buffer[index] == UInt8(ascii: "{") else { return false }
        guard let end = buffer.lineFeed(from: index) else {
            return isAnswer(buffer, from: index + 1, to: buffer.count) ? true : nil
        }
        if isAnswer(buffer, from: index + 1, to: end) { return true }
        var scanner = EventScanner()
        var spans: [Span] = []
        var line = EventBuffer(capacity: end - index)
        var bytes: [UInt8] = []
        buffer.copy(index..<end, to: &bytes)
        line.append(bytes)
        scanner.scan(line, from: 0, to: &spans)
        if scanner.frames.isEmpty || scanner.isInString { return false }
        var next = end
        while next < buffer.count, isBlank(buffer[next]) { next += 1 }
        guard next < buffer.count else { return nil }
        return buffer[next] != UInt8(ascii: "{")
    }

    /// Whether an object begins with a key of a search's answer.
    private static func isAnswer(_ buffer: borrowing EventBuffer, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, isBlank(buffer[index]) { index += 1 }
        guard index < end, buffer[index] == UInt8(ascii: "\"") else { return false }
        var key: [UInt8] = []
        index += 1
        while index < end, buffer[index] != UInt8(ascii: "\""), key.count <= longestKey {
            key.append(buffer[index])
            index += 1
        }
        return answerKeys.contains(String(decoding: key, as: UTF8.self))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension EventBuffer {
    /// The bytes of a span without whitespace around them; a span of whitespace, where an input breaks off, stays, so that
    /// it is reported.
    func trimmed(_ span: EventScanner.Span) -> Range<Int> {
        let range = trimmed(span.range)
        return range.isEmpty ? span.range : range
    }
}
