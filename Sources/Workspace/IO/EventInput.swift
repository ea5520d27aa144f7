import CZlib
import Machine

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One input of events, read piece by piece: a file, a gzip file (reported by its first bytes), or standard input.
///
/// A class, for it owns a descriptor and is read in large pieces only.
package final class EventInput {
    package let path: String
    /// Whether more may come later than at once: a pipe, a terminal.
    package let isStream: Bool
    private let descriptor: Int32
    /// What was read to look for gzip's mark and not handed on yet.
    private var start: [UInt8] = []
    private var inflater: Inflater?
    private var isEnded = false

    /// Opens the input; `-` is standard input.
    package static func open(_ path: String) throws(InputError) -> EventInput {
        if path == InputFile.standardInput { return try EventInput(path, SystemCalls.standardInput) }
        let descriptor: Int32
        do { descriptor = try SystemCalls.openForReading(path) } catch { throw InputError(path, error) }
        do throws(InputError) {
            return try EventInput(path, descriptor)
        } catch {
            try? SystemCalls.closeFile(descriptor)
            throw error
        }
    }

    private init(_ path: String, _ descriptor: Int32) throws(InputError) {
        let status: SystemCalls.Status
        var start: [UInt8]
        do throws(SystemError) {
            status = try SystemCalls.status(descriptor)
            // A folder opens, and only reading fails.
            start = status.kind == .folder ? [] : try SystemCalls.readChunk(descriptor, room: 2)
            if start.count == 1 { start += try SystemCalls.readChunk(descriptor, room: 1) }
        } catch {
            throw InputError(path, error)
        }
        if status.kind == .folder { throw InputError(path, .folder) }
        self.path = path
        self.descriptor = descriptor
        self.start = start
        isStream = status.kind != .file
        inflater = start == [0x1F, 0x8B] ? Inflater() : nil
    }

    deinit {
        if descriptor != SystemCalls.standardInput { try? SystemCalls.closeFile(descriptor) }
    }

    /// Appends about 256 KiB to the buffer; the number of bytes, 0 at the end.
    func read(into buffer: inout EventBuffer) -> Result<Int, InputError> {
        var piece = Result<Int, InputError>.success(0)
        let got = buffer.fill(wanted: 256 << 10) { space in
            piece = Result { () throws(InputError) -> Int in try read(into: space) }
            return (try? piece.get()) ?? 0
        }
        return piece.map { _ in got }
    }

    /// Fills the front of the space; the number of bytes, 0 at the end.
    private func read(into space: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard inflater != nil else { return try readPlain(into: space) }
        while true {
            let step = inflater?.inflate(into: space) ?? .ended(0)
            switch step {
            case .some(let count): return count
            case .ended(let count): return count
            case .damaged: throw InputError(path, .damagedGzip)
            case .needsInput:
                let piece = try readPiece()
                if piece.isEmpty, isEnded {
                    if inflater?.isBetweenMembers == true { return 0 }
                    throw InputError(path, .damagedGzip)
                }
                isEnded = piece.isEmpty
                inflater?.feed(piece)
            }
        }
    }

    private func readPlain(into space: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if !start.isEmpty {
            let count = min(start.count, space.count)
            for index in 0..<count { space[index] = start[index] }
            start.removeFirst(count)
            return count
        }
        while true {
            let got = SystemCalls.readSome(descriptor, space)
            if got >= 0 { return got }
            let error = SystemError.last
            if !error.isInterrupted { throw InputError(path, error) }
        }
    }

    private func readPiece() throws(InputError) -> [UInt8] {
        if !start.isEmpty {
            defer { start = [] }
            return start
        }
        do { return try SystemCalls.readChunk(descriptor, room: 256 << 10) } catch { throw InputError(path, error) }
    }
}

/// Unpacks gzip data as it comes, several members one after the other included.
private struct Inflater: ~Copyable {
    enum Step {
        case some(Int)
        /// The last bytes of the data; nothing may follow.
        case ended(Int)
        case needsInput
        case damaged
    }

    /// On the heap: zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: UnsafeMutableBufferPointer<UInt8>
    private var isReady: Bool
    /// Whether a member has ended and no byte of another was seen.
    private(set) var isBetweenMembers = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(capacity: 256 << 10)
        // 15 bits of window, 16 more: gzip and nothing else.
        isReady = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
        input.deallocate()
    }

    /// Gives the next packed bytes; at most 256 KiB, and only when asked for.
    mutating func feed(_ bytes: [UInt8]) {
        let count = min(bytes.count, input.count)
        for index in 0..<count { input[index] = bytes[index] }
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(truncatingIfNeeded: count)
    }

    /// Unpacks into the front of the space.
    mutating func inflate(into space: UnsafeMutableRawBufferPointer) -> Step {
        guard isReady else { return .damaged }
        guard stream.pointee.avail_in > 0 else { return .needsInput }
        if isBetweenMembers {
            if inflateReset(stream) != Z_OK { return .damaged }
            isBetweenMembers = false
        }
        stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let room = UInt32(clamping: space.count)
        stream.pointee.avail_out = room
        let result = CZlib.inflate(stream, Z_NO_FLUSH)
        let made = Int(room - stream.pointee.avail_out)
        if result == Z_STREAM_END {
            isBetweenMembers = true
        } else if result != Z_OK, result != Z_BUF_ERROR {
            return .damaged
        }
        return made > 0 ? .some(made) : stream.pointee.avail_in > 0 && result != Z_STREAM_END ? .damaged : .needsInput
    }
}

extension SystemCalls {
    /// The system's `read`: bytes read, 0 at the end, less on failure.
    static func readSome(_ descriptor: Int32, _ space: UnsafeMutableRawBufferPointer) -> Int {
        read(descriptor, space.baseAddress, space.count)
    }

    /// The most memory that the process has had, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        // 0 is RUSAGE_SELF, which has a type of its own in each C library.
        getrusage(0, &usage)
        #if canImport(Darwin)
            return usage.ru_maxrss
        #else
            return usage.ru_maxrss * 1024
        #endif
    }
}
