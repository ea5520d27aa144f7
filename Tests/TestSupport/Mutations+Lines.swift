/// Damage to what rule files are made of.
extension Mutations {
    /// Damages lines, the keys and values on them, or a query.
    func mutateLines(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let lines = Self.lines(bytes)
        let line = pick(lines, &random)
        let other = pick(seeds, &random)
        let others = Self.lines(other)
        let stranger = others.isEmpty ? [] : Array(other[pick(others, &random)])
        switch Int.random(in: 0..<10, using: &random) {
        case 0: bytes.removeSubrange(line)
        case 1: bytes.insert(contentsOf: bytes[line], at: pick(lines, &random).lowerBound)
        case 2: bytes.replaceSubrange(line, with: stranger)
        case 3: bytes.insert(contentsOf: stranger, at: line.lowerBound)
        case 4:
            // A block moves.
            let first = Int.random(in: 0..<lines.count, using: &random)
            let last = min(lines.count - 1, first + Int.random(in: 0...30, using: &random))
            let block = lines[first].lowerBound..<lines[last].upperBound
            let text = Array(bytes[block])
            bytes.removeSubrange(block)
            bytes.insert(contentsOf: text, at: min(bytes.count, pick(lines, &random).lowerBound))
        case 5:
            // The head of this file, the tail of another.
            guard !others.isEmpty else { return }
            bytes.replaceSubrange(line.lowerBound..., with: other[pick(others, &random).lowerBound...])
        case 6: replaceValue(of: line, by: stranger, &bytes)
        case 7: replaceKey(of: line, by: stranger, &bytes)
        default:
            let place = Self.queryPlace(in: bytes, &random) ?? line.lowerBound
            mutate(&bytes, at: place, &random)
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(start..<(index + 1))
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    /// Where the value of `key = value`, `key: value` begins; nil on other lines.
    private static func valueStart(_ line: ArraySlice<UInt8>) -> Int? {
        line.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }.map { $0 + 1 }
    }

    private func replaceValue(of line: Range<Int>, by stranger: [UInt8], _ bytes: inout [UInt8]) {
        guard let start = Self.valueStart(bytes[line]), let other = Self.valueStart(stranger[...]) else { return }
        bytes.replaceSubrange(start..<line.upperBound, with: stranger[other...])
    }

    private func replaceKey(of line: Range<Int>, by stranger: [UInt8], _ bytes: inout [UInt8]) {
        guard let start = Self.valueStart(bytes[line]), let other = Self.valueStart(stranger[...]) else { return }
        bytes.replaceSubrange(line.lowerBound..<start, with: stranger[..<other])
    }

    /// A place in the text after a key `query`.
    private static func queryPlace(in bytes: [UInt8], _ random: inout SplitMix64) -> Int? {
        let key = Array("query".utf8)
        let starts = bytes.indices.filter { $0 + key.count < bytes.count && bytes[$0..<($0 + key.count)] == key[...] }
        guard let start = starts.randomElement(using: &random) else { return nil }
        return Int.random(in: start..<min(bytes.count, start + 600), using: &random)
    }
}
