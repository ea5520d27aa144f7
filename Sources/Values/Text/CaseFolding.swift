/// How letters are compared without regard to case.
///
/// Elasticsearch's index tests (`case_insensitive` of term, wildcard and regexp queries, so EQL's `:` and `~` forms on
/// keywords) fold ASCII letters only; its scripts and its analyzed words fold Unicode (design.md §6).
package enum CaseFolding: Hashable, Sendable {
    /// `A` to `Z` only; every other byte stays as it is.
    case ascii
    /// Scalar by scalar, as Java's `Character.toLowerCase` has it: one scalar gives one scalar.
    case unicode

    /// The bytes of a text in lower case.
    package func folded(_ text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        append(text, to: &result)
        return result
    }

    /// A text in lower case.
    package func folded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: folded(bytes.span), as: UTF8.self)
    }

    /// Appends a text in lower case.
    package func append(_ text: Span<UInt8>, to result: inout [UInt8]) {
        switch self {
        case .ascii: for index in text.indices { result.append(Self.lowered(text[index])) }
        case .unicode:
            var index = 0
            while index < text.count {
                if text[index] < 0x80 {
                    result.append(Self.lowered(text[index]))
                    index += 1
                    continue
                }
                let scalar = UTF8Validation.scalar(at: index, in: text)
                append(scalar.value, to: &result)
                index += scalar.length
            }
        }
    }

    /// Appends the UTF-8 of a scalar in lower case; of what is not a scalar, nothing.
    func append(_ scalar: UInt32, to result: inout [UInt8]) {
        if scalar < 0x80 { return result.append(Self.lowered(UInt8(scalar))) }
        guard let unicode = Unicode.Scalar(scalar) else { return }
        // The capital dotted I is the one scalar whose full mapping has two.
        if scalar == 0x130, self == .unicode { return result.append(0x69) }
        let properties = unicode.properties
        if self == .unicode, properties.changesWhenLowercased {
            result.append(contentsOf: properties.lowercaseMapping.utf8)
        } else {
            result.append(contentsOf: UTF8.encode(unicode) ?? UTF8.encodedReplacementCharacter)
        }
    }
}

// Names of fields, tactics and tags: their letters are ASCII.
extension CaseFolding {
    /// One byte in lower case.
    @inlinable
    package static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// The bytes of a text with its ASCII letters in lower case.
    package static func lowered(_ text: String) -> [UInt8] { text.utf8.map { lowered($0) } }

    /// Bytes with their ASCII letters in lower case.
    package static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { lowered($0) } }

    /// The bytes of a text with its ASCII letters in upper case.
    package static func uppered(_ text: String) -> [UInt8] {
        text.utf8.map { (0x61...0x7A).contains($0) ? $0 & ~0x20 : $0 }
    }
}
