/// The data sets that an ES|QL text names, as Elastic's build finds them without a parser: strings compared by `==` or
/// `in` with `event.dataset` or `data_stream.dataset` (reference: elastic-build §4).
package enum ESQLDatasets {
    /// Names of exactly two parts, in the order of the text: those of `in` first.
    package static func names(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var listed: [String] = []
        var equal: [String] = []
        for name in ["event.dataset", "data_stream.dataset"] {
            for end in ends(of: Array(name.utf8), in: bytes) {
                if let values = list(bytes, from: end) {
                    listed += values
                } else if let value = comparison(bytes, from: end) {
                    equal.append(value)
                }
            }
        }
        return (listed + equal).filter { name in
            name.split(separator: ".", omittingEmptySubsequences: false).count == 2
        }
    }

    /// After each place of the name.
    private static func ends(of name: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard bytes.count >= name.count else { return [] }
        return (0...(bytes.count - name.count)).filter { start in
            bytes[start] == name[0] && bytes[start..<(start + name.count)].elementsEqual(name)
        }.map { $0 + name.count }
    }

    /// The strings of `in ("a", "b")`.
    private static func list(_ bytes: [UInt8], from start: Int) -> [String]? {
        let word = skipBlanks(bytes, start)
        guard word > start, bytes[word...].starts(with: "in".utf8) else { return nil }
        let open = skipBlanks(bytes, word + 2)
        guard open < bytes.count, bytes[open] == UInt8(ascii: "("),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        return bytes[(open + 1)..<close].split(separator: UInt8(ascii: ",")).map { item in
            let trimmed = item.drop { isMark($0) }.reversed().drop { isMark($0) }.reversed()
            return String(decoding: trimmed, as: UTF8.self)
        }
    }

    /// The string of `== "a"`.
    private static func comparison(_ bytes: [UInt8], from start: Int) -> String? {
        let sign = skipBlanks(bytes, start)
        guard bytes[sign...].starts(with: "==".utf8) else { return nil }
        let open = skipBlanks(bytes, sign + 2)
        guard open < bytes.count, bytes[open] == UInt8(ascii: "\""),
            let close = bytes[(open + 1)...].firstIndex(of: UInt8(ascii: "\"")), close > open + 1
        else { return nil }
        return String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "\"") }

    private static func skipBlanks(_ bytes: [UInt8], _ start: Int) -> Int {
        var index = min(start, bytes.count)
        while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
        return index
    }
}
