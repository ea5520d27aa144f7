extension DocumentSyntax {
    /// The language of text that has no name, reported by its first significant line; TOML where nothing else is clear.
    ///
    /// `{` and a list of objects begin JSON (lines of it are distinguished later); `[name]`, `[[name]]` and `key = value` are
    /// TOML; a document marker, a directive, `- item` and `key: value` are YAML. Reads one line.
    package init(content bytes: [UInt8]) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[start..<end].drop { Self.isSpace($0) }
            guard let first = line.first, first != UInt8(ascii: "#") else {
                start = end + 1
                continue
            }
            self = Self.syntax(of: line, first, followedBy: bytes[end...])
            return
        }
        self = .toml
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// `line` begins with `first`, which is not a space.
    private static func syntax(
        of line: ArraySlice<UInt8>, _ first: UInt8, followedBy rest: ArraySlice<UInt8>
    ) -> DocumentSyntax {
        switch first {
        case UInt8(ascii: "{"): return .json
        case UInt8(ascii: "["):
            let next = line.dropFirst().first { !isSpace($0) } ?? rest.first { !isSpace($0) && $0 != 0x0A }
            return next == UInt8(ascii: "{") || next == UInt8(ascii: "]") ? .json : .toml
        case UInt8(ascii: "%"): return .yaml
        case UInt8(ascii: "-"):
            let second = line.dropFirst().first
            return second.map { isSpace($0) || $0 == UInt8(ascii: "-") } ?? true ? .yaml : .toml
        default: return pair(line)
        }
    }

    /// The language of `key = value` and `key: value`: the first of the two characters outside of quotes decides.
    private static func pair(_ line: ArraySlice<UInt8>) -> DocumentSyntax {
        var quote: UInt8?
        var previous: UInt8 = 0
        for (index, byte) in zip(line.indices, line) {
            if let open = quote {
                if byte == open, previous != UInt8(ascii: "\\") { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "=") {
                return .toml
            } else if byte == UInt8(ascii: ":") {
                let next = line[(index + 1)...].first
                if next.map(isSpace) ?? true { return .yaml }
            }
            previous = byte
        }
        return .toml
    }
}
