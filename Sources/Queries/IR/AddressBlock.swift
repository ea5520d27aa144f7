/// A block of IPv4 addresses; one address is a block of one.
package struct AddressBlock: Hashable, Sendable {
    let first: UInt32
    let last: UInt32
    /// The address that it was written with is not the first of the block.
    package let hasHostBits: Bool

    /// Reads `10.0.0.1` or `10.0.0.0/8`; nil for anything else, IPv6 too.
    package init?(_ text: String) {
        let halves = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), ValueShape.isAddress(ArraySlice(Array(halves[0]))),
            !halves[0].contains(UInt8(ascii: ":"))
        else { return nil }
        var address: UInt32 = 0
        for part in halves[0].split(separator: UInt8(ascii: ".")) {
            guard let number = UInt32(String(decoding: part, as: UTF8.self)), number <= 255 else { return nil }
            address = address << 8 | number
        }
        var length: UInt32 = 32
        if halves.count == 2 {
            guard let number = UInt32(String(decoding: halves[1], as: UTF8.self)), number <= 32 else { return nil }
            length = number
        }
        // A shift by the whole width gives zero.
        let rest = UInt32.max >> length
        hasHostBits = address & rest != 0
        first = address & ~rest
        last = first | rest
    }

    /// The block between two addresses, both included; nil where they are not the first and the last of one.
    init?(_ low: RangeBound, _ high: RangeBound) {
        guard low.relation == .greaterOrEqual, high.relation == .lessOrEqual,
            !(low.literal.text + high.literal.text).utf8.contains(UInt8(ascii: "/")),
            let from = AddressBlock(low.literal.text), let to = AddressBlock(high.literal.text), from.first <= to.last
        else { return nil }
        let rest = from.first ^ to.last
        // Ones from some bit on, and nothing of them set in the first address.
        guard rest & (rest &+ 1) == 0, from.first & rest == 0 else { return nil }
        first = from.first
        last = to.last
        hasHostBits = false
    }

    package static func == (a: AddressBlock, b: AddressBlock) -> Bool { a.first == b.first && a.last == b.last }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        hasher.combine(last)
    }

    /// The first address as people write it.
    package var firstAddress: String {
        [24, 16, 8, 0].map { String(first >> ($0 as UInt32) & 0xFF) }.joined(separator: ".")
    }

    /// As people write it: one address alone, a block with its length.
    var text: String {
        let length = (first ^ last).leadingZeroBitCount
        return length == 32 ? firstAddress : "\(firstAddress)/\(length)"
    }

    func covers(_ other: AddressBlock) -> Bool { first <= other.first && other.last <= last }
    func excludes(_ other: AddressBlock) -> Bool { last < other.first || other.last < first }
}
