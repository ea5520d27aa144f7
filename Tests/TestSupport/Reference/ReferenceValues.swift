/// A decimal number: exact as a whole number of 128 bits, else the nearest double.
struct ReferenceNumber {
    private let whole: Int128?
    private let double: Double

    init?(_ text: String) {
        // `Double` reads hexadecimal numbers and names such as `nan` too; Elasticsearch does not.
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
            let value = Double(text), value.isFinite
        else { return nil }
        double = value
        whole = Int128(text) ?? Int128(exactly: value)
    }

    private init(whole: Int128) {
        self.whole = whole
        double = Double(whole)
    }

    var nearest: Double { double }

    /// Without its fraction; nil where it is too large to be a whole number of any type.
    var cut: ReferenceNumber? {
        if whole != nil { return self }
        return Int128(exactly: double.rounded(.towardZero)).map(ReferenceNumber.init(whole:))
    }

    func order(to other: ReferenceNumber) -> Int {
        if let a = whole, let b = other.whole { return a < b ? -1 : a > b ? 1 : 0 }
        return double < other.double ? -1 : double > other.double ? 1 : 0
    }
}

/// IP addresses as numbers of 128 bits, IPv4 in its mapped form.
enum ReferenceAddress {
    static func parse(_ text: String) -> UInt128? {
        if let four = version4(text) { return 0xFFFF_0000_0000 | UInt128(four) }
        return version6(text)
    }

    /// The addresses of a literal: one, or a CIDR block.
    static func block(_ text: String) -> ClosedRange<UInt128>? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parse(String(parts[0])) else { return nil }
        guard parts.count > 1 else { return address...address }
        let isFour = version4(String(parts[0])) != nil
        guard parts.count == 2, isNumber(parts[1], digits: 3), let length = Int(parts[1]),
            length <= (isFour ? 32 : 128)
        else { return nil }
        let free = (isFour ? 32 : 128) - length
        let mask: UInt128 = free == 128 ? .max : (UInt128(1) << free) - 1
        return (address & ~mask)...(address | mask)
    }

    /// The shortest form: dotted where it is IPv4, otherwise the first of the longest runs of zero groups left out.
    static func text(_ address: UInt128) -> String {
        if address >> 32 == 0xFFFF {
            return [24, 16, 8, 0].map { "\(address >> UInt128($0) & 0xFF)" }.joined(separator: ".")
        }
        let groups = (0..<8).map { String(address >> UInt128(112 - 16 * $0) & 0xFFFF, radix: 16) }
        var best = 0..<0
        for start in 0..<8 {
            let end = start + groups[start...].prefix { $0 == "0" }.count
            if end - start > max(1, best.count) { best = start..<end }
        }
        guard !best.isEmpty else { return groups.joined(separator: ":") }
        return groups[..<best.lowerBound].joined(separator: ":") + "::"
            + groups[best.upperBound...].joined(separator: ":")
    }

    private static func version4(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard isNumber(part, digits: 3), part == "0" || part.first != "0", let byte = UInt8(part) else {
                return nil
            }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    private static func version6(_ text: String) -> UInt128? {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.contains(":"), let head = groups(halves[0], isLast: halves.count == 1) else { return nil }
        guard halves.count == 2 else { return head.count == 8 ? number(head) : nil }
        guard let tail = groups(halves[1], isLast: true), head.count + tail.count <= 7 else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func isNumber(_ text: Substring, digits: Int) -> Bool {
        (1...digits).contains(text.utf8.count) && text.utf8.allSatisfy { "0123456789".utf8.contains($0) }
    }

    private static func number(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

    private static func groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, let four = version4(String(part)) {
                groups += [UInt16(four >> 16), UInt16(four & 0xFFFF)]
            } else if (1...4).contains(part.utf8.count), part.first != "+", let group = UInt16(part, radix: 16) {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }
}

/// A version: `1.2.3`, with a pre-release after `-` that comes before it, and a build after `+`. What is none comes
/// after all versions, by its bytes.
struct ReferenceVersion {
    private let text: String
    private let numbers: [UInt64]?
    private let preRelease: [Substring]

    init(_ text: String) {
        self.text = text
        let pattern = /([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?/
        guard let match = text.wholeMatch(of: pattern) else {
            numbers = nil
            preRelease = []
            return
        }
        numbers = match.1.split(separator: ".").map { UInt64($0) ?? .max }
        preRelease = match.2?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    }

    func order(to other: ReferenceVersion) -> Int {
        guard let mine = numbers, let theirs = other.numbers else {
            if numbers != nil { return -1 }
            if other.numbers != nil { return 1 }
            return ReferenceTypes.compare(Array(text.utf8), Array(other.text.utf8))
        }
        for index in 0..<max(mine.count, theirs.count) {
            let a = index < mine.count ? mine[index] : 0
            let b = index < theirs.count ? theirs[index] : 0
            if a != b { return a < b ? -1 : 1 }
        }
        if preRelease.isEmpty != other.preRelease.isEmpty { return preRelease.isEmpty ? 1 : -1 }
        for (a, b) in zip(preRelease, other.preRelease) where a != b {
            switch (UInt64(a), UInt64(b)) {
            case (let a?, let b?): if a != b { return a < b ? -1 : 1 }
            case (_?, nil): return -1
            case (nil, _?): return 1
            case (nil, nil): return ReferenceTypes.compare(Array(a.utf8), Array(b.utf8))
            }
        }
        return preRelease.count - other.preRelease.count
    }
}
