import Values

/// The functions of EQL as Elasticsearch's scripts carry them out (reference: eql §6): positions count UTF-16 units, letters
/// are compared without case in all of Unicode, and a null argument gives null but where the function says otherwise.
extension ValueStack {
    /// Calls a function with the last values.
    mutating func call(_ function: ValueFunction, _ count: Int, ignoresCase: Bool) {
        let arguments = pop(count)
        push(result(function, Array(arguments), ignoresCase))
    }

    private mutating func result(
        _ function: ValueFunction, _ arguments: [ComputedValue], _ ignoresCase: Bool
    ) -> ComputedValue {
        switch function {
        case .concat: return concatenated(arguments)
        case .string: return arguments[0] == .null ? .null : written(arguments[0])
        case .number: return number(arguments)
        case .length: return text(arguments[0]).map { .integer(Int64(units($0))) } ?? .null
        case .substring: return substring(arguments)
        case .indexOf: return index(arguments, ignoresCase)
        case .between: return between(arguments, ignoresCase)
        case .startsWith, .endsWith, .stringContains: return holds(function, arguments, ignoresCase)
        }
    }

    // MARK: - Texts and numbers

    private func text(_ value: ComputedValue) -> Range<Int>? {
        switch value {
        case .text(let range), .version(let range): range
        default: nil
        }
    }

    /// A value as `string` writes it; a text is itself.
    private mutating func written(_ value: ComputedValue) -> ComputedValue {
        switch value {
        case .null, .text: value
        case .version(let range): .text(range)
        case .boolean(let value): append((value ? "true" : "false").utf8)
        case .integer(let value): append(String(value).utf8)
        case .double(let value): append(value.description.utf8)
        case .instant(let instant): append(Self.timestamp(instant).utf8)
        case .address(let address): append(address.text.utf8)
        }
    }

    /// Milliseconds, and nanoseconds only where there are some.
    private static func timestamp(_ instant: Instant) -> String {
        let text = instant.description
        return instant.nanoseconds % 1_000_000 == 0 ? text.dropLast(7) + "Z" : text
    }

    /// A value for whoever prints it.
    mutating func result(_ value: ComputedValue) -> JSONResult {
        switch value {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        case .text, .version, .instant, .address:
            .text(text(written(value)).map { String(decoding: texts[$0], as: UTF8.self) } ?? "")
        }
    }

    private mutating func concatenated(_ arguments: [ComputedValue]) -> ComputedValue {
        if arguments.contains(.null) { return .null }
        let parts = arguments.map { text(written($0)) ?? 0..<0 }
        let count = parts.reduce(0) { $0 + $1.count }
        guard count <= Self.mostJoinedBytes else { return .null }
        let start = texts.count
        texts.reserveCapacity(start + count)
        for part in parts { for index in part { texts.append(texts[index]) } }
        return .text(start..<texts.count)
    }

    private static var mostJoinedBytes: Int { 32 << 20 }

    /// A whole number, else one with a fraction; `0x` says base 16.
    private func number(_ arguments: [ComputedValue]) -> ComputedValue {
        guard let range = text(arguments[0]) else { return .null }
        var base: Int64?
        if arguments.count > 1, arguments[1] != .null {
            guard case .integer(let value) = arguments[1], (2...36).contains(value) else { return .null }
            base = value
        }
        var digits = texts[range]
        if base ?? 16 == 16, digits.starts(with: "0x".utf8) {
            digits = digits.dropFirst(2)
            base = 16
            // The sign of a number is not behind its prefix.
            guard digits.first != UInt8(ascii: "-"), digits.first != UInt8(ascii: "+") else { return .null }
        }
        let whole = String(decoding: digits, as: UTF8.self)
        if let value = Int64(whole, radix: Int(base ?? 10)) { return .integer(value) }
        guard base ?? 10 == 10 else { return .null }
        return NumberText.double(texts.span.extracting(range)).map { .double($0) } ?? .null
    }

    // MARK: - Positions

    /// UTF-16 units of a text.
    private func units(_ range: Range<Int>) -> Int {
        var count = 0
        for index in range { count += Self.units(texts[index]) }
        return count
    }

    /// Units that a scalar counts for, at its first byte.
    private static func units(_ byte: UInt8) -> Int { byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1 }

    /// The byte at which a unit of a text begins; inside a pair the pair's end; the text's end beyond it.
    private func byte(_ unit: Int64, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var left = unit
        for index in range {
            let width = Self.units(bytes[index])
            if left <= 0, width > 0 { return index }
            left -= Int64(width)
        }
        return range.upperBound
    }

    /// As a slice of Python: a negative place counts from the end.
    private func substring(_ arguments: [ComputedValue]) -> ComputedValue {
        guard let range = text(arguments[0]), case .integer(var start) = arguments[1] else { return .null }
        let count = Int64(units(range))
        var end = count
        switch arguments.count > 2 ? arguments[2] : .null {
        case .integer(let value): end = value
        case .null: break
        default: return .null
        }
        if start < 0 { start = max(0, start &+ count) }
        if end < 0 { end = max(0, end &+ count) }
        guard start < end else { return .text(range.lowerBound..<range.lowerBound) }
        let first = byte(start, texts, range)
        return .text(first..<max(first, byte(end, texts, range)))
    }

    private mutating func index(_ arguments: [ComputedValue], _ ignoresCase: Bool) -> ComputedValue {
        guard let whole = text(arguments[0]), let sought = text(arguments[1]) else { return .null }
        var start: Int64 = 0
        switch arguments.count > 2 ? arguments[2] : .null {
        case .integer(let value): start = max(0, value)
        case .null: break
        default: return .null
        }
        let (bytes, range, part) = compared(whole, sought, ignoresCase)
        let from = byte(start, bytes, range)
        guard let found = ValueSearch.first(part, in: bytes, from..<range.upperBound) else { return .null }
        var unit = 0
        for index in range.lowerBound..<found { unit += Self.units(bytes[index]) }
        return .integer(Int64(unit))
    }

    /// The text between the first `left` and the next `right` (greedy: the last one).
    private mutating func between(_ arguments: [ComputedValue], _ ignoresCase: Bool) -> ComputedValue {
        guard let whole = text(arguments[0]), let left = text(arguments[1]), let right = text(arguments[2]) else {
            return .null
        }
        var isGreedy = false
        if arguments.count > 3 {
            guard case .boolean(let value) = arguments[3] else { return .null }
            isGreedy = value
        }
        let (bytes, range, first) = compared(whole, left, ignoresCase)
        guard let start = ValueSearch.first(first, in: bytes, range) else { return .null }
        let inner = (start + first.count)..<range.upperBound
        let (same, _, second) = compared(whole, right, ignoresCase)
        let end =
            isGreedy
            ? ValueSearch.last(second, in: same, inner) : ValueSearch.first(second, in: same, inner)
        guard let end else { return .null }
        // Folding keeps the number of scalars, not that of bytes.
        let scalars = (
            Self.scalars(bytes, range.lowerBound..<inner.lowerBound), Self.scalars(same, range.lowerBound..<end)
        )
        let places = (place(scalars.0, whole), place(scalars.1, whole))
        return .text(places.0..<max(places.0, places.1))
    }

    private static func scalars(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        range.reduce(0) { $0 + (bytes[$1] & 0xC0 == 0x80 ? 0 : 1) }
    }

    private func place(_ scalars: Int, _ range: Range<Int>) -> Int {
        var left = scalars
        for index in range where texts[index] & 0xC0 != 0x80 {
            if left == 0 { return index }
            left -= 1
        }
        return range.upperBound
    }

    // MARK: - Search

    private mutating func holds(
        _ function: ValueFunction, _ arguments: [ComputedValue], _ ignoresCase: Bool
    ) -> ComputedValue {
        guard let whole = text(arguments[0]), let sought = text(arguments[1]) else { return .null }
        let (bytes, range, part) = compared(whole, sought, ignoresCase)
        let value = bytes[range]
        switch function {
        case .startsWith: return .boolean(value.starts(with: part))
        case .endsWith: return .boolean(value.count >= part.count && value.suffix(part.count).elementsEqual(part))
        // No text contains the empty one, nor does the empty one contain any.
        default: return .boolean(!part.isEmpty && ValueSearch.first(part, in: bytes, range) != nil)
        }
    }

    /// A text, where it is, and what is sought in it; both in lower case where case is ignored.
    private func compared(
        _ whole: Range<Int>, _ sought: Range<Int>, _ ignoresCase: Bool
    ) -> (bytes: [UInt8], range: Range<Int>, part: [UInt8]) {
        guard ignoresCase else { return (texts, whole, Array(texts[sought])) }
        let bytes = CaseFolding.unicode.folded(texts.span.extracting(whole))
        return (bytes, 0..<bytes.count, CaseFolding.unicode.folded(texts.span.extracting(sought)))
    }
}
