/// Text that is being laid out. Lines end with LF until the end; `finished` gives them the file's own line end.
struct LayoutText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func add(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }
    mutating func spaces(_ count: Int) { bytes.append(contentsOf: repeatElement(0x20, count: count)) }
    mutating func endLine() { bytes.append(0x0A) }
    mutating func blankLines(_ count: Int) { bytes.append(contentsOf: repeatElement(0x0A, count: max(0, count))) }

    /// Takes the last line end away.
    mutating func removeLastLineEnd() {
        if bytes.last == 0x0A { bytes.removeLast() }
    }

    /// The whole text.
    func finished(crlf: Bool) -> [UInt8] { crlf ? Self.withCRLF(bytes) : bytes }

    /// Whether most lines of a text end with CR LF.
    static func usesCRLF(_ bytes: [UInt8]) -> Bool {
        var lines = 0
        var pairs = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines += 1
            if index > 0, bytes[index - 1] == 0x0D { pairs += 1 }
        }
        return pairs > lines - pairs
    }

    /// A text with LF as its only line end.
    static func withLF(_ bytes: some Collection<UInt8>) -> [UInt8] {
        guard bytes.contains(0x0D) else { return Array(bytes) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte == 0x0A, result.last == 0x0D { result.removeLast() }
            result.append(byte)
        }
        return result
    }

    private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            if byte == 0x0A { result.append(0x0D) }
            result.append(byte)
        }
        return result
    }

    /// Without the spaces at its end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D {
            end -= 1
        }
        return bytes[bytes.startIndex..<end]
    }

    /// Number of Unicode scalars.
    static func width(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
