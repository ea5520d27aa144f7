/// How Elastic's build writes texts of several lines: stripped at both ends, every line stripped, joined by one space.
///
/// White space and line ends are those of Python's `str.strip` and `str.splitlines` (reference: elastic-build §2), so
/// that the content hash of a rule comes out the same.
package enum JoinedText {
    /// The lines of a text on one line. An empty line inside leaves its blank: "a⏎⏎b" becomes "a  b".
    package static func joined(_ text: String) -> String {
        if isJoined(text) { return text }
        let text = stripped(text)
        let scalars = text.unicodeScalars
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            guard isLineEnd(scalar) else {
                index = next
                continue
            }
            if start > scalars.startIndex { result += " " }
            result += stripped(text[start..<index])
            // CR LF is one line end.
            index =
                scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n" ? scalars.index(after: next) : next
            start = index
        }
        if start > scalars.startIndex { result += " " }
        return result + stripped(text[start...])
    }

    /// Whether it is one line without white space at its ends, as most texts are: printable ASCII, which holds no line end.
    private static func isJoined(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return true }
        let isPlain = bytes.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { (0x20...0x7E).contains($0) }
        }
        return isPlain == true && first != UInt8(ascii: " ") && last != UInt8(ascii: " ")
    }

    /// The text without whitespace at both ends.
    package static func stripped(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first..<scalars.index(after: last)])
    }

    /// Whether Python's `str.strip` takes it away.
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether Python's `str.splitlines` ends a line there.
    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// `text` with every occurrence of `part` replaced, left to right, compared byte by byte.
    package static func replacing(_ part: String, in text: String, with replacement: String) -> String {
        let pattern = Array(part.utf8)
        let bytes = Array(text.utf8)
        guard let head = pattern.first, pattern.count <= bytes.count else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let isHere =
                bytes[index] == head && index + pattern.count <= bytes.count
                && bytes[index..<index + pattern.count].elementsEqual(pattern)
            if isHere {
                result.append(contentsOf: replacement.utf8)
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
