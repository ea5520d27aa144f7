/// All addresses from `low` to `high`, both included: one address, a block or a range.
package struct IPRange: Hashable, Sendable {
    package var low: IPAddress
    package var high: IPAddress

    package init(_ low: IPAddress, _ high: IPAddress) {
        self.low = low
        self.high = high
    }

    /// Reads an address or a CIDR block (`10.0.0.0/8`; bits after the prefix count as zero).
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

    /// Reads an address or a CIDR block.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    /// Whether it is one address or a CIDR block: all addresses that begin with the same bits.
    package var isBlock: Bool {
        let rest = low.bits ^ high.bits
        return rest & (rest &+ 1) == 0 && low.bits & rest == 0 && low <= high
    }

    /// As people write it: one address alone, a block with its length; nil for other ranges.
    package var text: String? {
        guard isBlock else { return nil }
        if low == high { return low.text }
        // Blocks of IPv4 count their length from the 32 bits of their addresses.
        let length = (low.bits ^ high.bits).leadingZeroBitCount - (low.isIPv4 && high.isIPv4 ? 96 : 0)
        return "\(low.text)/\(length)"
    }

    package func covers(_ other: IPRange) -> Bool { low <= other.low && other.high <= high }
    package func excludes(_ other: IPRange) -> Bool { high < other.low || other.high < low }

    /// Whether the address is inside.
    package func contains(_ address: IPAddress) -> Bool { address.bits >= low.bits && address.bits <= high.bits }
}
