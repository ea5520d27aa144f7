extension String {
    /// Whether both are the same bytes. `==` alone takes texts for equal that only look the same, such as an accented
    /// letter and a letter with an accent after it.
    @inlinable
    package func isSame(as other: String) -> Bool {
        // Texts of one length that `==` calls equal are the same but for accents in another order.
        utf8.count == other.utf8.count && self == other && (isASCII || utf8.elementsEqual(other.utf8))
    }
}

extension String {
    /// Whether every byte is a character of its own.
    @inlinable
    package var isASCII: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            // Without a way out early, so that many bytes are taken at a time.
            var all: UInt8 = 0
            for byte in bytes { all |= byte }
            return all < 0x80
        } ?? utf8.allSatisfy { $0 < 0x80 }
    }
}

extension [UInt8] {
    /// Whether every byte is a character of its own.
    package var isASCII: Bool {
        var all: UInt8 = 0
        for byte in self { all |= byte }
        return all < 0x80
    }
}

/// A text as a key: two are one key only where they are the same bytes. `String` takes texts for one that only look the
/// same.
package struct TextBytes: Hashable, Sendable {
    package let text: String

    @inlinable
    package init(_ text: String) { self.text = text }

    @inlinable
    package static func == (a: TextBytes, b: TextBytes) -> Bool { a.text.isSame(as: b.text) }

    @inlinable
    package func hash(into hasher: inout Hasher) {
        // What is the same has the same hash, whatever else has it.
        hasher.combine(text)
    }
}
