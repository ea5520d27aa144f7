import Values

/// Shell patterns over bytes, as git has them: `*` any bytes, `?` one byte, `[a-z]` and `[!a-z]` one of a set, `\` takes
/// what follows literally. A `[` that is never closed matches nothing.
///
/// `*` and `?` match a slash too: paths are matched segment by segment (`PathPattern`). Time grows with the product of
/// the two lengths at most.
struct Glob: Sendable, Hashable {
    private enum Part: Hashable {
        case byte(UInt8)
        case one
        case set(ranges: [ClosedRange<UInt8>], isNegated: Bool)
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
                parts.append(.one)
                index += 1
            case UInt8(ascii: "\\") where index + 1 < pattern.count:
                parts.append(.byte(pattern[index + 1]))
                index += 2
            case UInt8(ascii: "["):
                let set = Self.set(pattern, from: index)
                parts.append(set?.part ?? .set(ranges: [], isNegated: false))
                index = set?.end ?? pattern.count
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

    /// Bytes that represent themselves: the more, the more specific.
    var literalCount: Int {
        parts.count { part in
            if case .byte = part { true } else { false }
        }
    }

    func matches(_ text: some Collection<UInt8>) -> Bool {
        let text = Array(text)
        return WildcardMatcher.matches(
            parts: parts.count, units: text.count, isStar: { parts[$0] == .any },
            accepts: { accepts(parts[$0], text[$1]) })
    }

    private func accepts(_ part: Part, _ byte: UInt8) -> Bool {
        switch part {
        case .any: false
        case .byte(let wanted): byte == wanted
        case .one: true
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
        }
    }

    private static func set(_ pattern: [UInt8], from start: Int) -> (part: Part, end: Int)? {
        var index = start + 1
        var isNegated = false
        if index < pattern.count, pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^") {
            isNegated = true
            index += 1
        }
        let first = index
        var ranges: [ClosedRange<UInt8>] = []
        func next() -> UInt8? {
            if index < pattern.count, pattern[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < pattern.count else { return nil }
            index += 1
            return pattern[index - 1]
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
