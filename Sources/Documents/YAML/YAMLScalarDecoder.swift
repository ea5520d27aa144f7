import SourceText

/// Decodes a scalar a second time, from the file's bytes, to learn where each byte of its text came from.
///
/// libyaml gives the text but no map. The rules are libyaml's (folding as in YAML 1.1: U+0085, U+2028 and U+2029 end
/// lines too), and the result counts only if it is byte for byte libyaml's text.
struct YAMLScalarDecoder {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    private var value: [UInt8] = []
    private var map: StringMap
    private var isBroken = false

    /// The map of a scalar whose token (without anchor and tag) is `range`; nil where decoding gives another text.
    static func map(
        of text: String, style: StringScalar.Style, token range: ByteRange, in bytes: [UInt8]
    ) -> StringMap? {
        guard range.end <= bytes.count else { return nil }
        switch style {
        case .yamlLiteral, .yamlFolded:
            var decoder = YAMLScalarDecoder(bytes, range)
            decoder.block(like: Array(text.utf8), isFolded: style == .yamlFolded)
            return decoder.verified(text)
        case .yamlSingleQuoted, .yamlDoubleQuoted:
            guard range.count >= 2 else { return nil }
            let inner = ByteRange(range.start + 1, range.end - 1)
            if text.utf8.elementsEqual(bytes[inner.start..<inner.end]) { return StringMap(verbatim: inner) }
            var decoder = YAMLScalarDecoder(bytes, inner)
            decoder.flow(style)
            decoder.map.sourceEnd = inner.end
            return decoder.verified(text)
        default:
            if text.utf8.elementsEqual(bytes[range.start..<range.end]) { return StringMap(verbatim: range) }
            var decoder = YAMLScalarDecoder(bytes, range)
            decoder.flow(style)
            return decoder.verified(text)
        }
    }

    /// Where a block scalar's text begins: after its header line.
    static func contentStart(ofBlock range: ByteRange, in bytes: [UInt8]) -> Int {
        var index = range.start
        while index < range.end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        return min(range.end, index + lineBreakLength(in: bytes, at: index, end: range.end))
    }

    private init(_ bytes: [UInt8], _ range: ByteRange) {
        self.bytes = bytes
        position = range.start
        end = range.end
        map = StringMap(emptyAt: range.start)
    }

    private func verified(_ text: String) -> StringMap? {
        !isBroken && text.utf8.elementsEqual(value) ? map : nil
    }

    // MARK: - Pieces

    private mutating func copy(_ range: Range<Int>) {
        value.append(contentsOf: bytes[range])
        map.append(valueCount: range.count, source: ByteRange(range.lowerBound, range.upperBound))
    }

    private mutating func emit(_ text: some Collection<UInt8>, from source: ByteRange) {
        value.append(contentsOf: text)
        map.append(valueCount: text.count, source: source)
    }

    /// A line end as it is decoded: U+2028 and U+2029 stay, all others become a line feed.
    private mutating func emitLineBreak(_ range: ByteRange) {
        if range.count == 3 {
            copy(range.start..<range.end)
        } else {
            emit(CollectionOfOne(0x0A), from: range)
        }
    }

    private func isBlank(_ index: Int) -> Bool { index < end && (bytes[index] == 0x20 || bytes[index] == 0x09) }

    private func lineBreakLength(_ index: Int) -> Int { Self.lineBreakLength(in: bytes, at: index, end: end) }

    /// Bytes of the line end at an offset; 0 where there is none.
    private static func lineBreakLength(in bytes: [UInt8], at index: Int, end: Int) -> Int {
        guard index < end else { return 0 }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return index + 1 < end && bytes[index + 1] == 0x0A ? 2 : 1
        case 0xC2: return index + 1 < end && bytes[index + 1] == 0x85 ? 2 : 0
        case 0xE2:
            return index + 2 < end && bytes[index + 1] == 0x80 && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9)
                ? 3 : 0
        default: return 0
        }
    }
}

// MARK: - Plain and quoted scalars

extension YAMLScalarDecoder {
    private mutating func flow(_ style: StringScalar.Style) {
        while position < end, !isBroken {
            if isBlank(position) || lineBreakLength(position) > 0 {
                whitespace(afterEscapedBreak: false)
            } else if style == .yamlDoubleQuoted, bytes[position] == UInt8(ascii: "\\") {
                escape()
            } else if style == .yamlSingleQuoted, bytes[position] == UInt8(ascii: "'") {
                emit(CollectionOfOne(UInt8(ascii: "'")), from: ByteRange(position, min(end, position + 2)))
                position += 2
            } else {
                copyRun(style)
            }
        }
    }

    /// Copies up to the next byte that means something else; at least one.
    private mutating func copyRun(_ style: StringScalar.Style) {
        let start = position
        repeat { position += 1 } while position < end && !isSpecial(position, style)
        copy(start..<position)
    }

    private func isSpecial(_ index: Int, _ style: StringScalar.Style) -> Bool {
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: true
        case 0xC2, 0xE2: lineBreakLength(index) > 0
        case UInt8(ascii: "\\"): style == .yamlDoubleQuoted
        case UInt8(ascii: "'"): style == .yamlSingleQuoted
        default: false
        }
    }

    /// Blanks stay unless a line ends among them; then the first line end becomes a space, or nothing if more follow.
    private mutating func whitespace(afterEscapedBreak: Bool) {
        let start = position
        var breaks: [ByteRange] = []
        while position < end {
            let length = lineBreakLength(position)
            if length > 0 {
                breaks.append(ByteRange(position, position + length))
                position += length
            } else if isBlank(position) {
                position += 1
            } else {
                break
            }
        }
        if afterEscapedBreak {
            for each in breaks { emitLineBreak(each) }
        } else if let first = breaks.first {
            if first.count == 3 {
                emitLineBreak(first)
            } else if breaks.count == 1 {
                emit(CollectionOfOne(0x20), from: first)
            }
            for each in breaks.dropFirst() { emitLineBreak(each) }
        } else {
            copy(start..<position)
        }
    }

    private mutating func escape() {
        let start = position
        let lineBreak = lineBreakLength(position + 1)
        if lineBreak > 0 {
            position += 1 + lineBreak
            whitespace(afterEscapedBreak: true)
            return
        }
        guard position + 1 < end else {
            isBroken = true
            return
        }
        let letter = bytes[position + 1]
        position += 2
        let code: UInt32?
        switch letter {
        case UInt8(ascii: "x"): code = hexadecimal(2)
        case UInt8(ascii: "u"): code = hexadecimal(4)
        case UInt8(ascii: "U"): code = hexadecimal(8)
        default: code = Self.simpleEscapes[letter]
        }
        guard let code, let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
            isBroken = true
            return
        }
        emit(encoded, from: ByteRange(start, position))
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard position + digits <= end else { return nil }
        let text = String(decoding: bytes[position..<(position + digits)], as: UTF8.self)
        position += digits
        return UInt32(text, radix: 16)
    }

    /// The escapes of one letter (YAML 1.2.2, 5.7).
    private static let simpleEscapes: [UInt8: UInt32] = [
        UInt8(ascii: "0"): 0x00, UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, 0x09: 0x09,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "e"): 0x1B, UInt8(ascii: " "): 0x20, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
        UInt8(ascii: "/"): 0x2F, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "N"): 0x85, UInt8(ascii: "_"): 0xA0,
        UInt8(ascii: "L"): 0x2028, UInt8(ascii: "P"): 0x2029,
    ]
}

// MARK: - Block scalars

extension YAMLScalarDecoder {
    private enum Chomping { case strip, clip, keep }

    private mutating func block(like text: [UInt8], isFolded: Bool) {
        let chomping = header()
        let indentation = self.indentation(like: text)
        var leading: ByteRange?
        var isAfterBlank = false
        var (column, trailing) = lineBreaks(indentation)
        while column == indentation, position < end {
            let startsBlank = isBlank(position)
            if let first = leading {
                if isFolded, first.count < 3, !isAfterBlank, !startsBlank {
                    if trailing.isEmpty { emit(CollectionOfOne(0x20), from: first) }
                } else {
                    emitLineBreak(first)
                }
            }
            for each in trailing { emitLineBreak(each) }
            isAfterBlank = startsBlank
            let start = position
            while position < end, lineBreakLength(position) == 0 { position += 1 }
            copy(start..<position)
            let length = lineBreakLength(position)
            leading = length > 0 ? ByteRange(position, position + length) : nil
            position += length
            (column, trailing) = lineBreaks(indentation)
        }
        if chomping != .strip, let leading { emitLineBreak(leading) }
        if chomping == .keep { for each in trailing { emitLineBreak(each) } }
    }

    /// Passes over `|` or `>`, the indicators and a comment.
    private mutating func header() -> Chomping {
        var chomping = Chomping.clip
        position += 1
        while position < end, !isBlank(position), lineBreakLength(position) == 0 {
            if bytes[position] == UInt8(ascii: "-") { chomping = .strip }
            if bytes[position] == UInt8(ascii: "+") { chomping = .keep }
            position += 1
        }
        while position < end, lineBreakLength(position) == 0 { position += 1 }
        position += lineBreakLength(position)
        map.sourceEnd = position
        return chomping
    }

    /// Spaces that belong to no line's text: those of the first line in the file, less those of the first in the text.
    ///
    /// The header need not name the number, and counts it from a parent that is not known here.
    private func indentation(like text: [UInt8]) -> Int {
        guard let content = text.firstIndex(where: { $0 != 0x0A }) else { return .max }
        var line = position
        for _ in 0..<content {
            while line < end, lineBreakLength(line) == 0 { line += 1 }
            line += lineBreakLength(line)
        }
        var spaces = 0
        while line + spaces < end, bytes[line + spaces] == 0x20 { spaces += 1 }
        let kept = text[content...].prefix { $0 == 0x20 }.count
        return max(0, spaces - kept)
    }

    /// Passes over indentation and the ends of empty lines; the column at which it stops, and those line ends.
    private mutating func lineBreaks(_ indentation: Int) -> (column: Int, breaks: [ByteRange]) {
        var breaks: [ByteRange] = []
        while true {
            let start = position
            while position < end, position - start < indentation, bytes[position] == 0x20 { position += 1 }
            let length = lineBreakLength(position)
            guard length > 0 else { return (position - start, breaks) }
            breaks.append(ByteRange(position, position + length))
            position += length
        }
    }
}
