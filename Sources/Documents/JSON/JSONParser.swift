import SourceText

/// The parser: one pass, an explicit stack instead of recursion, stops at the first fault.
///
/// Invariant: `position` never passes `end`, and every loop moves it or ends.
struct JSONParser {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    private let maximumDepth: Int
    private var stack: [Container] = []
    private(set) var fault: JSONError?

    /// An open `[` or `{` with what it holds so far.
    private struct Container {
        let isObject: Bool
        let start: Int
        var items: [Node] = []
        var entries: [Entry] = []
        /// Of an object: the name whose value is being read.
        var key = ""
        var keyRange = ByteRange(at: 0)
    }

    init(_ bytes: [UInt8], _ range: Range<Int>, maximumDepth: Int) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        self.maximumDepth = maximumDepth
    }

    /// The value of the whole range. After a fault: what was read, open containers closed there; nil if that is nothing.
    mutating func document() -> Node? {
        if position == 0, end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        skipWhitespace()
        guard position < end else {
            fail("expected a value", help: nil)
            return nil
        }
        guard let root = tree() else { return closeAll() }
        skipWhitespace()
        if position < end { fail("expected the end of the text after the value", help: nil) }
        return root
    }

    /// The values of a line that should hold one: an object that follows another one on the same line is read as well.
    /// `joints` are the places between them, one fewer than the values. After a fault: the values before it.
    mutating func lineDocuments() -> (values: [Node], joints: [ByteRange]) {
        var values: [Node] = []
        var joints: [ByteRange] = []
        if position == 0, end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        skipWhitespace()
        if position >= end { fail("expected a value", help: nil) }
        while position < end {
            if let last = values.last {
                guard last.table != nil, bytes[position] == UInt8(ascii: "{") else {
                    fail("expected the end of the text after the value", help: nil)
                    break
                }
                joints.append(ByteRange(last.range.end, position))
            }
            guard let value = tree() else { break }
            values.append(value)
            skipWhitespace()
        }
        return (values, joints)
    }

    /// Reads until the outermost value is whole; nil after a fault.
    private mutating func tree() -> Node? {
        while true {
            guard var value = valueOrOpening() else {
                if fault != nil { return nil }
                continue
            }
            // A finished value goes into its container; a container that closes is a finished value itself.
            while true {
                guard !stack.isEmpty else { return value }
                add(value)
                guard let closed = separatorOrClose() else { break }
                value = closed
            }
            if fault != nil { return nil }
        }
    }

    /// A scalar or an empty container; nil when a container was opened or at a fault.
    private mutating func valueOrOpening() -> Node? {
        skipWhitespace()
        guard position < end else { return failValue() }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return open(isObject: bytes[position] == UInt8(ascii: "{"))
        case UInt8(ascii: "\""):
            let start = position
            guard let scalar = string() else { return nil }
            return Node(.string(scalar), ByteRange(start, position))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "t"): return word("true", .boolean(true))
        case UInt8(ascii: "f"): return word("false", .boolean(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return failValue()
        }
    }

    private mutating func failValue() -> Node? {
        let isSingleQuote = position < end && bytes[position] == UInt8(ascii: "'")
        fail("expected a value", help: isSingleQuote ? "put JSON strings in double quotes" : nil)
        return nil
    }

    private mutating func open(isObject: Bool) -> Node? {
        guard stack.count < maximumDepth else {
            var limit = JSONError(
                "values are nested more than \(maximumDepth) levels deep", "", ByteRange(position, position + 1))
            limit.isLimit = true
            fault = limit
            return nil
        }
        let start = position
        position += 1
        skipWhitespace()
        if position < end, bytes[position] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            position += 1
            let value: Node.Value = isObject ? .table(Table([], style: .inline)) : .array([])
            return Node(value, ByteRange(start, position))
        }
        stack.append(Container(isObject: isObject, start: start))
        if isObject { name() }
        return nil
    }

    /// The name of a member and the colon after it.
    private mutating func name() {
        skipWhitespace()
        guard position < end, bytes[position] == UInt8(ascii: "\"") else {
            let isClose = position < end && bytes[position] == UInt8(ascii: "}")
            fail(
                "expected a member name in double quotes",
                help: isClose ? "remove the comma before the closing brace" : nil)
            return
        }
        let start = position
        guard let scalar = string() else { return }
        stack[stack.count - 1].key = scalar.text
        stack[stack.count - 1].keyRange = ByteRange(start, position)
        skipWhitespace()
        guard position < end, bytes[position] == UInt8(ascii: ":") else {
            fail("expected `:` after the member name", help: nil)
            return
        }
        position += 1
    }

    private mutating func add(_ value: Node) {
        let top = stack.count - 1
        if stack[top].isObject {
            let keyRange = stack[top].keyRange
            let range = ByteRange(keyRange.start, value.range.end)
            let entry = Entry(key: stack[top].key, keyRange: keyRange, value: value, range: range)
            stack[top].entries.append(entry)
        } else {
            stack[top].items.append(value)
        }
    }

    /// What follows a value inside a container: a comma (nil; a name is read too), or the end of the container.
    private mutating func separatorOrClose() -> Node? {
        skipWhitespace()
        let isObject = stack[stack.count - 1].isObject
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        guard position < end, bytes[position] == close || bytes[position] == UInt8(ascii: ",") else {
            fail(isObject ? "expected `,` or `}` after the member" : "expected `,` or `]` after the item", help: nil)
            return nil
        }
        position += 1
        if bytes[position - 1] == close { return pop() }
        if isObject {
            name()
        } else {
            skipWhitespace()
            if position < end, bytes[position] == close {
                fail("expected a value", help: "remove the comma before the closing bracket")
            }
        }
        return nil
    }

    private mutating func pop() -> Node? {
        guard let container = stack.popLast() else { return nil }
        let range = ByteRange(container.start, position)
        return container.isObject
            ? Node(.table(Table(container.entries, style: .inline)), range) : Node(.array(container.items), range)
    }

    private mutating func closeAll() -> Node? {
        var value = pop()
        while let inner = value, !stack.isEmpty {
            add(inner)
            value = pop()
        }
        return value
    }

    private mutating func word(_ text: StaticString, _ value: Node.Value) -> Node? {
        let start = position
        while position < end, isWordByte(bytes[position]) { position += 1 }
        let matches = text.withUTF8Buffer { bytes[start..<position].elementsEqual($0) }
        guard matches else {
            position = start
            return failValue()
        }
        return Node(value, ByteRange(start, position))
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private mutating func skipWhitespace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

extension JSONParser {
    /// Notes the fault at the position, with what is there.
    private mutating func fail(_ expected: String, help: String?) {
        guard fault == nil else { return }
        guard position < end else {
            fault = JSONError(expected, "found the end of the text", ByteRange(at: end), help: help)
            return
        }
        var stop = position + 1
        if isWordByte(bytes[position]) {
            while stop < end, stop - position < 32, isWordByte(bytes[stop]) { stop += 1 }
        } else {
            while stop < end, bytes[stop] & 0xC0 == 0x80, stop - position < 4 { stop += 1 }
        }
        let range = ByteRange(position, stop)
        let found =
            bytes[position] < 0x20
            ? "a control character" : "`\(String(decoding: bytes[position..<stop], as: UTF8.self))`"
        fault = JSONError(expected, "found \(found)", range, help: help)
    }

    /// An integer that fits 64 bits, else a float that keeps its spelling.
    private mutating func number() -> Node? {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        guard digits() else { return nil }
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
            position = firstDigit
            fault = JSONError(
                "a number cannot start with `0` and go on with digits", "", ByteRange(start, firstDigit + 2))
            return nil
        }
        var isInteger = true
        if position < end, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            guard digits() else { return nil }
        }
        if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
                position += 1
            }
            guard digits() else { return nil }
        }
        let range = ByteRange(start, position)
        if isInteger, let value = integer(start..<position) { return Node(.integer(value), range) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let spelling = StringScalar(text, style: .json, map: StringMap(verbatim: range))
        return Node(.float(Double(text) ?? .nan), range, spelling: spelling)
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < end, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") {
            position += 1
        }
        if position == start { fail("expected a digit", help: nil) }
        return position > start
    }

    /// nil where it does not match.
    private func integer(_ range: Range<Int>) -> Int64? {
        var value: Int64 = 0
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        for byte in bytes[(isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound] {
            let digit = Int64(byte &- UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || overflow2 { return nil }
            value = sum
        }
        return value
    }
}

extension JSONParser {
    /// A string from its opening quote on; nil at a fault.
    private mutating func string() -> StringScalar? {
        let start = position + 1
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return verbatim(start..<index)
            }
            if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        return escapedString(from: start, firstEscape: index)
    }

    private func verbatim(_ range: Range<Int>) -> StringScalar {
        let text = String(decoding: bytes[range], as: UTF8.self)
        let source = ByteRange(range.lowerBound, range.upperBound)
        guard text.utf8.count != range.count else {
            return StringScalar(text, style: .json, map: StringMap(verbatim: source))
        }
        // Broken UTF-8 was repaired: the map can only say where the string is.
        var map = StringMap(emptyAt: source.start)
        map.append(valueCount: text.utf8.count, source: source)
        return StringScalar(text, style: .json, map: map)
    }

    private mutating func escapedString(from start: Int, firstEscape: Int) -> StringScalar? {
        var value: [UInt8] = Array(bytes[start..<firstEscape])
        var map = StringMap(emptyAt: start)
        map.append(valueCount: value.count, source: ByteRange(start, firstEscape))
        position = firstEscape
        var copyStart = firstEscape
        while position < end {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 else {
                position += 1
                continue
            }
            value.append(contentsOf: bytes[copyStart..<position])
            map.append(valueCount: position - copyStart, source: ByteRange(copyStart, position))
            if byte == UInt8(ascii: "\"") {
                position += 1
                return finish(value, map, ByteRange(start, position - 1))
            }
            if byte < 0x20 {
                fail(
                    "a control character in a string must be escaped",
                    help: "write a line feed as `\\n`, a tab as `\\t`")
                fault?.found = ""
                return nil
            }
            let escape = position
            let before = value.count
            guard appendEscape(to: &value) else { return nil }
            map.append(valueCount: value.count - before, source: ByteRange(escape, position))
            copyStart = position
        }
        fault = JSONError("the string has no closing quote", "", ByteRange(start - 1, start))
        return nil
    }

    private func finish(_ value: [UInt8], _ map: StringMap, _ source: ByteRange) -> StringScalar {
        let text = String(decoding: value, as: UTF8.self)
        guard text.utf8.count != map.count else { return StringScalar(text, style: .json, map: map) }
        var coarse = StringMap(emptyAt: source.start)
        coarse.append(valueCount: text.utf8.count, source: source)
        return StringScalar(text, style: .json, map: coarse)
    }

    /// Decodes the escape at the position and moves after it; false at a fault.
    private mutating func appendEscape(to value: inout [UInt8]) -> Bool {
        let letter = position + 1 < end ? bytes[position + 1] : 0
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): value.append(letter)
        case UInt8(ascii: "b"): value.append(0x08)
        case UInt8(ascii: "f"): value.append(0x0C)
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "r"): value.append(0x0D)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "u"): return appendUnicodeEscape(to: &value)
        default:
            let stop = min(end, position + 2)
            fault = JSONError(
                "unknown escape `\(String(decoding: bytes[position..<stop], as: UTF8.self))` in a string", "",
                ByteRange(position, stop), help: "write a backslash itself as `\\\\`")
            return false
        }
        position += 2
        return true
    }

    private mutating func appendUnicodeEscape(to value: inout [UInt8]) -> Bool {
        guard let first = hexEscape(at: position) else {
            fault = JSONError(
                "expected four hexadecimal digits after `\\u`", "", ByteRange(position, min(end, position + 6)))
            return false
        }
        position += 6
        var code = first
        if first & 0xFC00 == 0xD800, let second = hexEscape(at: position), second & 0xFC00 == 0xDC00 {
            code = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
            position += 6
        }
        // Half a surrogate pair is not a scalar.
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        value.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return true
    }

    /// The number of a `\uXXXX` at an offset; nil where there is none.
    private func hexEscape(at offset: Int) -> UInt32? {
        guard offset + 6 <= end, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt32 = 0
        for byte in bytes[(offset + 2)..<(offset + 6)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}
