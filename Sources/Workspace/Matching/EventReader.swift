import Machine

/// Cuts inputs into pieces of whole events, in bounded memory: about a mebibyte, or one event where that is longer.
///
/// The events of an input are its lines, or what `EventScanner` finds where its first line says that they are not.
struct EventReader: ~Copyable {
    /// A piece: what its buffer holds.
    struct Piece {
        /// The number of the input.
        var input: Int
        /// Whether the piece begins its input.
        var isFirst: Bool
        /// Whether it represents a line over the limit that was omitted, its bytes counted here.
        var longLineBytes: Int?
        /// Where the events are; nil: each line is one.
        var spans: [EventScanner.Span]?
    }

    /// What reading failed at; the input's number.
    struct Failure {
        var input: Int
        var error: InputError
    }

    /// Bytes of a piece, about.
    private static let pieceBytes = 1 << 20

    private let paths: [String]
    private var number = -1
    private var current: EventInput?
    private var isFirst = false
    /// The beginning of a line whose end has not been read.
    private var rest: [UInt8] = []
    private(set) var failures: [Failure] = []
    /// Of the current input; nil: its lines are events, or that is not known yet.
    private var scanner: EventScanner?
    private var isLayoutKnown = false
    private var isAtEnd = false

    init(_ paths: [String]) { self.paths = paths }

    /// Whether the last piece may be followed by a wait.
    private(set) var isStream = false

    /// Fills the emptied buffer with the next piece; nil at the end of all inputs.
    mutating func next(into buffer: inout EventBuffer) -> Piece? {
        while true {
            if current == nil, !openNext() { return nil }
            buffer.removeAll()
            buffer.append(rest)
            let carried = rest.count
            rest.removeAll(keepingCapacity: true)
            if !isLayoutKnown { readLayout(&buffer) }
            let isScanned = scanner != nil
            if let piece = isScanned ? fillSpans(&buffer, carried) : fill(&buffer) { return piece }
        }
    }

    /// Reads until it is known whether the lines of the input are its events.
    private mutating func readLayout(_ buffer: inout EventBuffer) {
        isLayoutKnown = true
        while buffer.count <= EventBuffer.maximumLineBytes + 2 {
            if let isNeeded = EventScanner.isNeeded(buffer) {
                scanner = isNeeded ? EventScanner() : nil
                return
            }
            if read(into: &buffer) == 0 { return }
        }
    }

    /// Reads until the buffer has events that are not its lines; nil if the input ended with nothing left. `carried`:
    /// bytes of the buffer that were scanned with the piece before.
    private mutating func fillSpans(_ buffer: inout EventBuffer, _ carried: Int) -> Piece? {
        var spans: [EventScanner.Span] = []
        var scanned = isFirst && buffer.startsWithMark ? 3 : carried
        while true {
            scanner?.scan(buffer, from: scanned, to: &spans)
            scanned = buffer.count
            let isFull = buffer.count >= Self.pieceBytes && (!spans.isEmpty || scanner?.kept != 0)
            if isFull || isStream && !spans.isEmpty { break }
            if read(into: &buffer) == 0 {
                if let last = scanner?.finish(at: buffer.count) { spans.append(last) }
                current = nil
                return buffer.count == 0 ? nil : piece(spans: spans)
            }
        }
        let end = scanner?.firstNeeded(before: buffer.count) ?? buffer.count
        if end < buffer.count { buffer.copy(end..<buffer.count, to: &rest) }
        buffer.removeLast(buffer.count - end)
        scanner?.drop(end)
        return piece(spans: spans)
    }

    private mutating func openNext() -> Bool {
        while number + 1 < paths.count {
            number += 1
            do throws(InputError) {
                let input = try EventInput.open(paths[number])
                isStream = input.isStream
                current = input
                isFirst = true
                (scanner, isLayoutKnown, isAtEnd) = (nil, false, false)
                return true
            } catch {
                failures.append(Failure(input: number, error: error))
            }
        }
        return false
    }

    /// Reads until the buffer has a piece; nil if the input ended with nothing left.
    private mutating func fill(_ buffer: inout EventBuffer) -> Piece? {
        var searched = 0
        var hasLineEnd = false
        while !hasLineEnd || (buffer.count < Self.pieceBytes && !isStream) {
            let got = read(into: &buffer)
            if got == 0 {
                // The last line needs no line feed.
                current = nil
                return buffer.count == 0 ? nil : piece()
            }
            hasLineEnd = hasLineEnd || buffer.lineFeed(from: searched) != nil
            searched = buffer.count
            if !hasLineEnd, buffer.count > EventBuffer.maximumLineBytes + 2 { return skipLongLine(&buffer) }
        }
        let end = buffer.endOfLastLine()
        if end < buffer.count { buffer.copy(end..<buffer.count, to: &rest) }
        buffer.removeLast(buffer.count - end)
        return piece()
    }

    private mutating func piece(longLineBytes: Int? = nil, spans: [EventScanner.Span]? = nil) -> Piece {
        defer { isFirst = false }
        return Piece(input: number, isFirst: isFirst, longLineBytes: longLineBytes, spans: spans)
    }

    /// Drops bytes up to the next line feed.
    private mutating func skipLongLine(_ buffer: inout EventBuffer) -> Piece {
        var dropped = 0
        while true {
            if let end = buffer.lineFeed(from: 0) {
                buffer.copy((end + 1)..<buffer.count, to: &rest)
                dropped += end + 1
                break
            }
            dropped += buffer.count
            buffer.removeAll()
            if read(into: &buffer) == 0 {
                current = nil
                break
            }
        }
        buffer.removeAll()
        return piece(longLineBytes: dropped)
    }

    /// Appends to the buffer; 0 at the end, also where reading fails.
    private mutating func read(into buffer: inout EventBuffer) -> Int {
        guard let current, !isAtEnd else { return 0 }
        switch current.read(into: &buffer) {
        case .success(let count):
            isAtEnd = count == 0
            return count
        case .failure(let error):
            failures.append(Failure(input: number, error: error))
            isAtEnd = true
            return 0
        }
    }
}
