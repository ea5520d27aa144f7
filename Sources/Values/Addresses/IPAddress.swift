/// An address as 128 bits; IPv4 is in its mapped form `::ffff:a.b.c.d`, as Elasticsearch keeps it.
package struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let bits: UInt128

    package init(bits: UInt128) { self.bits = bits }

    /// Reads dotted IPv4 (four decimal numbers without leading zeros) or IPv6 (groups, `::`, a dotted tail); nil for
    /// anything else, zone ids included.
    package init?(_ text: Span<UInt8>) {
        self.init(text, text.count)
    }

    /// Reads the first `count` bytes.
    init?(_ text: Span<UInt8>, _ count: Int) {
        guard count >= 2, count <= 45 else { return nil }
        if let four = Self.dotted(text, 0, count) {
            bits = 0xFFFF_0000_0000 | UInt128(four)
        } else if let sixteen = Self.grouped(text, count) {
            bits = sixteen
        } else {
            return nil
        }
    }

    package static func < (a: IPAddress, b: IPAddress) -> Bool { a.bits < b.bits }

    /// Whether it is IPv4 in its mapped form.
    package var isIPv4: Bool { bits >> 32 == 0xFFFF }

    /// Reads an address as the other initializer does.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    /// As people write it: dotted IPv4; IPv6 in the form of RFC 5952.
    package var text: String {
        if isIPv4 {
            return [24, 16, 8, 0].map { (shift: UInt128) in String(bits >> shift & 0xFF) }.joined(separator: ".")
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
        let gap = Self.longestGap(groups)
        func words(_ part: some Sequence<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard gap.count > 1 else { return words(groups) }
        return words(groups[..<gap.lowerBound]) + "::" + words(groups[gap.upperBound...])
    }

    package var description: String { text }

    /// The first longest run of zero groups.
    private static func longestGap(_ groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for index in groups.indices {
            if groups[index] != 0 { start = index + 1 }
            if index + 1 - start > longest.count { longest = start..<(index + 1) }
        }
        return longest
    }

    private static func dotted(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
        guard end - start >= 7, end - start <= 15 else { return nil }
        var result: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var parts = 0
        for index in start..<end {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                guard digits > 0, parts < 3 else { return nil }
                result = result << 8 | part
                (part, digits, parts) = (0, 0, parts + 1)
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits == 0 || part != 0 else { return nil }
            part = part * 10 + UInt32(byte - UInt8(ascii: "0"))
            digits += 1
            if part > 255 { return nil }
        }
        guard parts == 3, digits > 0 else { return nil }
        return result << 8 | part
    }

    private static func grouped(_ text: Span<UInt8>, _ count: Int) -> UInt128? {
        var high: UInt128 = 0
        var highGroups = 0
        var low: UInt128 = 0
        var lowGroups = 0
        var isPastGap = false
        var index = 0
        if text[0] == UInt8(ascii: ":") {
            guard text[1] == UInt8(ascii: ":") else { return nil }
            isPastGap = true
            index = 2
        }
        while index < count {
            let start = index
            var group: UInt128 = 0
            while index < count, let digit = hexDigit(text[index]) {
                group = group << 4 | UInt128(digit)
                index += 1
                if index - start > 4 { return nil }
            }
            var width = 1
            if index < count, text[index] == UInt8(ascii: ".") {
                guard let four = dotted(text, start, count) else { return nil }
                group = UInt128(four)
                width = 2
                index = count
            } else if index == start {
                return nil
            }
            guard highGroups + lowGroups + width <= 8 else { return nil }
            if isPastGap {
                low = low << UInt128(16 * width) | group
                lowGroups += width
            } else {
                high = high << UInt128(16 * width) | group
                highGroups += width
            }
            guard index < count else { break }
            guard text[index] == UInt8(ascii: ":"), index + 1 < count else { return nil }
            index += 1
            if text[index] == UInt8(ascii: ":") {
                guard !isPastGap else { return nil }
                isPastGap = true
                index += 1
            }
        }
        guard isPastGap else { return highGroups == 8 ? high : nil }
        // A gap represents one group at least.
        guard highGroups + lowGroups < 8 else { return nil }
        return (highGroups == 0 ? 0 : high << UInt128(16 * (8 - highGroups))) | low
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
