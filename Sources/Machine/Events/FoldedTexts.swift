/// Texts of one event with their ASCII letters in lower case. Nothing is allocated once it has grown.
struct FoldedTexts: ~Copyable {
    /// Bytes of one event that are kept: many slots may hold one long value.
    private static let mostKeptBytes = 32 << 20

    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 12
    /// Where the texts that are kept end.
    private var end = 0

    init() {
        bytes = .allocate(capacity: capacity)
        bytes.initialize(repeating: 0, count: capacity)
    }

    deinit { bytes.deallocate() }

    /// Takes up an event.
    mutating func restart() { end = 0 }

    /// A text in lower case, valid until the next one is added, and the mark by which it is found again: 0 where it is not kept.
    /// Eight bytes after the given text can be read.
    @inline(__always)
    mutating func add(_ text: UnsafeBufferPointer<UInt8>, isKept: Bool) -> (UnsafeBufferPointer<UInt8>, UInt64) {
        let count = text.count
        if capacity - end < count + 8 { grow(count + 8) }
        let start = bytes + end
        if let source = text.baseAddress {
            var index = 0
            while index < count {
                let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(start + index).storeBytes(of: TextHash.lowered(word), as: UInt64.self)
                index += 8
            }
        }
        let folded = UnsafeBufferPointer(start: UnsafePointer(start), count: count)
        guard isKept, end < Self.mostKeptBytes else { return (folded, 0) }
        let mark = UInt64(end + 1) << 32 | UInt64(count)
        end += count
        return (folded, mark)
    }

    /// The text of a mark of this event.
    @inline(__always)
    func text(_ mark: UInt64) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(bytes + Int(mark >> 32) - 1), count: Int(mark & 0xFFFF_FFFF))
    }

    private mutating func grow(_ wanted: Int) {
        let larger = max(capacity * 2, end + wanted)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.initialize(repeating: 0, count: larger)
        moved.update(from: bytes, count: end)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }
}
