import Machine

/// A rule's index patterns, those with a leading `-` apart; a remote cluster's name is cut off.
struct IndexPatterns {
    var included: [[PatternPart]] = []
    var excluded: [[PatternPart]] = []

    init(_ patterns: [String]) {
        for item in patterns.flatMap({ $0.split(separator: ",") }) {
            var bytes = Array(item.utf8)
            let isExcluded = bytes.first == UInt8(ascii: "-")
            if isExcluded { bytes.removeFirst() }
            if let colon = bytes.lastIndex(of: UInt8(ascii: ":")) { bytes.removeFirst(colon + 1) }
            if bytes.isEmpty { continue }
            if isExcluded { excluded.append(Self.parts(bytes)) } else { included.append(Self.parts(bytes)) }
        }
    }

    var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

    private static func parts(_ bytes: [UInt8]) -> [PatternPart] {
        var parts: [PatternPart] = []
        var literal: [UInt8] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "*") else {
                literal.append(byte)
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
            parts.append(.anyCharacters)
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }
}
