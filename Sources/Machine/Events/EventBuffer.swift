#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes of NDJSON input with the padding that the JSON parser reads after them.
///
/// It is filled at the end and emptied at the front, so that an unfinished line stays for the next piece of input.
package struct EventBuffer: ~Copyable {
    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes that hold input.
    package private(set) var count = 0

    /// Longest line that is read, its end not counted.
    package static let maximumLineBytes = 16 << 20

    package init(capacity: Int = 1 << 16) {
        self.capacity = max(64, capacity)
        storage = Self.allocate(self.capacity)
    }

    deinit { storage.deallocate() }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + EventParser.padding)
        storage.initialize(repeating: 0, count: capacity + EventParser.padding)
        return storage
    }

    /// Appends what `read` puts into the free space, of which there is `wanted` at least; gives what `read` gives.
    package mutating func fill(wanted: Int, _ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        reserve(wanted)
        let free = UnsafeMutableRawBufferPointer(start: storage + count, count: capacity - count)
        let got = read(free)
        if got > 0 { count += min(got, free.count) }
        return got
    }

    /// Appends bytes.
    package mutating func append(_ bytes: [UInt8]) {
        reserve(bytes.count)
        bytes.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { (storage + count).update(from: start, count: source.count) }
        }
        count += bytes.count
    }

    private mutating func reserve(_ wanted: Int) {
        guard capacity - count < wanted else { return }
        let larger = max(capacity * 2, count + wanted)
        let moved = Self.allocate(larger)
        moved.update(from: storage, count: count)
        storage.deallocate()
        storage = moved
        capacity = larger
    }

    /// Drops the first bytes; what is after them moves to the front.
    package mutating func removeFirst(_ dropped: Int) {
        let dropped = max(0, min(dropped, count))
        memmove(storage, storage + dropped, count - dropped)
        count -= dropped
    }

    /// Drops the last bytes.
    package mutating func removeLast(_ dropped: Int) { count -= max(0, min(dropped, count)) }

    package mutating func removeAll() { count = 0 }

    /// Whether the bytes begin with a byte order mark.
    package var startsWithMark: Bool {
        count >= 3 && storage[0] == 0xEF && storage[1] == 0xBB && storage[2] == 0xBF
    }

    /// The place of the next line feed, nil if none follows.
    package func lineFeed(from start: Int) -> Int? {
        guard start >= 0, start < count, let found = memchr(storage + start, 0x0A, count - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(storage)
    }

    /// The place after the last line feed; 0 if there is none.
    package func endOfLastLine() -> Int {
        var end = count
        while end > 0, storage[end - 1] != 0x0A { end -= 1 }
        return end
    }

    package subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "inside the buffer")
        return storage[index]
    }

    /// The range without whitespace at its ends, a carriage return among it.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "inside the buffer")
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, Self.isBlank(storage[start]) { start += 1 }
        while end > start, Self.isBlank(storage[end - 1]) { end -= 1 }
        return start..<end
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

    /// Appends the bytes of a range to an array.
    package func copy(_ range: Range<Int>, to bytes: inout [UInt8]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "inside the buffer")
        bytes.append(contentsOf: UnsafeBufferPointer(start: storage + range.lowerBound, count: range.count))
    }

    /// The start of a range that is inside the buffer, for the parser.
    func pointer(_ range: Range<Int>) -> UnsafePointer<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "inside the buffer")
        return UnsafePointer(storage + range.lowerBound)
    }
}
