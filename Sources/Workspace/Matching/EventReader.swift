import Machine

/// Cuts inputs into pieces of whole lines, in bounded memory: about a mebibyte, or one line where that is longer.
struct EventReader: ~Copyable {
    /// A piece: what its buffer holds.
    struct Piece {
        /// The number of the input.
        var input: Int
        /// Whether the piece begins its input.
        var isFirst: Bool
        /// Whether it stands for a line over the limit that was left out, its bytes counted here.
        var longLineBytes: Int?
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

    init(_ paths: [String]) { self.paths = paths }

    /// Whether the last piece may be followed by a wait.
    private(set) var isStream = false

    /// Fills the emptied buffer with the next piece; nil at the end of all inputs.
    mutating func next(into buffer: inout EventBuffer) -> Piece? {
        while true {
            if current == nil, !openNext() { return nil }
            buffer.removeAll()
            buffer.append(rest)
            rest.removeAll(keepingCapacity: true)
            if let piece = fill(&buffer) { return piece }
        }
    }

    private mutating func openNext() -> Bool {
        while number + 1 < paths.count {
            number += 1
            do throws(InputError) {
                let input = try EventInput.open(paths[number])
                isStream = input.isStream
                current = input
                isFirst = true
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

    private mutating func piece(longLineBytes: Int? = nil) -> Piece {
        defer { isFirst = false }
        return Piece(input: number, isFirst: isFirst, longLineBytes: longLineBytes)
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
        guard let current else { return 0 }
        switch current.read(into: &buffer) {
        case .success(let count): return count
        case .failure(let error):
            failures.append(Failure(input: number, error: error))
            return 0
        }
    }
}
