/// An address as 128 bits; IPv4 stands in its mapped form `::ffff:a.b.c.d`, as Elasticsearch keeps it.
package struct IPAddress: Hashable, Sendable, Comparable {
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
        // A gap stands for one group at least.
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

/// All addresses from `low` to `high`, both included: one address, a block or a range.
package struct IPRange: Hashable, Sendable {
    package var low: IPAddress
    package var high: IPAddress

    package init(_ low: IPAddress, _ high: IPAddress) {
        self.low = low
        self.high = high
    }

    /// Reads an address or a CIDR block (`10.0.0.0/8`; bits behind the prefix count as zero).
    package init?(_ text: Span<UInt8>) {
        var slash = text.count
        for index in 0..<text.count where text[index] == UInt8(ascii: "/") {
            slash = index
            break
        }
        guard let address = IPAddress(text, slash) else { return nil }
        guard slash < text.count else {
            self.init(address, address)
            return
        }
        var prefix = 0
        guard text.count - slash >= 2, text.count - slash <= 4 else { return nil }
        for index in (slash + 1)..<text.count {
            guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return nil }
            prefix = prefix * 10 + Int(text[index] - UInt8(ascii: "0"))
        }
        // A dotted address counts its prefix from the 32 bits of IPv4.
        var isDotted = true
        for index in 0..<slash where text[index] == UInt8(ascii: ":") { isDotted = false }
        guard prefix <= (isDotted ? 32 : 128) else { return nil }
        let hostBits = (isDotted ? 32 : 128) - prefix
        let mask: UInt128 = hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
        self.init(IPAddress(bits: address.bits & ~mask), IPAddress(bits: address.bits | mask))
    }

    /// Whether the address lies inside.
    package func contains(_ address: IPAddress) -> Bool { address.bits >= low.bits && address.bits <= high.bits }
}
