/// Shell patterns over bytes: `*` any bytes, `?` one scalar, `[a-z]` and `[!a-z]` one of a set, `\` takes what follows
/// literally. What never ends (`[` without `]`) stands for itself.
///
/// `*` and `?` match a slash too: paths are matched segment by segment (`PathPattern`). Time grows with the product of
/// the two lengths at most.
struct Glob: Sendable, Hashable {
    private enum Part: Hashable {
        case byte(UInt8)
        case scalar
        case set(ranges: [ClosedRange<UInt32>], isNegated: Bool)
        case any
    }

    private var parts: [Part] = []

    init(_ pattern: some Collection<UInt8>) {
        let pattern = Array(pattern)
        var index = 0
        while index < pattern.count {
            switch pattern[index] {
            case UInt8(ascii: "*"):
                if parts.last != .any { parts.append(.any) }
                index += 1
            case UInt8(ascii: "?"):
                parts.append(.scalar)
                index += 1
            case UInt8(ascii: "\\") where index + 1 < pattern.count:
                parts.append(.byte(pattern[index + 1]))
                index += 2
            case UInt8(ascii: "["):
                let set = Self.set(pattern, from: index)
                parts.append(set?.part ?? .byte(pattern[index]))
                index = set?.end ?? index + 1
            default:
                parts.append(.byte(pattern[index]))
                index += 1
            }
        }
    }

    /// Whether it is a text without wildcards.
    var isLiteral: Bool {
        parts.allSatisfy { part in
            if case .byte = part { true } else { false }
        }
    }

    /// Bytes that stand for themselves: the more, the more specific.
    var literalCount: Int {
        parts.count { part in
            if case .byte = part { true } else { false }
        }
    }

    func matches(_ text: some Collection<UInt8>) -> Bool {
        let text = Array(text)
        var part = 0
        var index = 0
        // The last `*` and where the text it takes ends; on a mismatch it takes one byte more.
        var retry: (part: Int, index: Int)?
        while index < text.count || part < parts.count {
            if part < parts.count {
                if parts[part] == .any {
                    retry = (part, index)
                    part += 1
                    continue
                }
                if index < text.count, let next = step(parts[part], text, index) {
                    part += 1
                    index = next
                    continue
                }
            }
            guard let last = retry, last.index < text.count else { return false }
            retry = (last.part, last.index + 1)
            part = last.part + 1
            index = last.index + 1
        }
        return true
    }

    /// The offset behind what a part matches at an offset; nil where it does not.
    private func step(_ part: Part, _ text: [UInt8], _ index: Int) -> Int? {
        switch part {
        case .any: return nil
        case .byte(let byte): return text[index] == byte ? index + 1 : nil
        case .scalar: return Self.scalar(in: text, at: index).end
        case .set(let ranges, let isNegated):
            let scalar = Self.scalar(in: text, at: index)
            return ranges.contains { $0.contains(scalar.value) } != isNegated ? scalar.end : nil
        }
    }

    /// The scalar at an offset; a byte that begins none counts as one.
    private static func scalar(in text: [UInt8], at index: Int) -> (value: UInt32, end: Int) {
        var decoder = UTF8()
        var bytes = text[index...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return (UInt32(text[index]), index + 1) }
        return (scalar.value, index + UTF8.width(scalar))
    }

    private static func set(_ pattern: [UInt8], from start: Int) -> (part: Part, end: Int)? {
        var index = start + 1
        var isNegated = false
        if index < pattern.count, pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^") {
            isNegated = true
            index += 1
        }
        let first = index
        var ranges: [ClosedRange<UInt32>] = []
        func next() -> UInt32? {
            if index < pattern.count, pattern[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < pattern.count else { return nil }
            let scalar = scalar(in: pattern, at: index)
            index = scalar.end
            return scalar.value
        }
        while index < pattern.count {
            if pattern[index] == UInt8(ascii: "]"), index > first {
                return (.set(ranges: ranges, isNegated: isNegated), index + 1)
            }
            guard let low = next() else { return nil }
            let isRange = index + 1 < pattern.count && pattern[index] == UInt8(ascii: "-")
            guard isRange, pattern[index + 1] != UInt8(ascii: "]") else {
                ranges.append(low...low)
                continue
            }
            index += 1
            guard let high = next() else { return nil }
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }
}
