/// Reads a line piece by piece: what `Program.disassembly()` writes.
struct TextCursor {
    private var rest: Substring.UnicodeScalarView

    init(_ line: some StringProtocol) { rest = Substring(line).unicodeScalars }

    var isAtEnd: Bool { rest.isEmpty }
    var remaining: String { String(rest) }

    /// Whether the text goes on so; it is behind the cursor then.
    mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest = rest.dropFirst(text.unicodeScalars.count)
        return true
    }

    func goesOn(_ text: String) -> Bool { rest.starts(with: text.unicodeScalars) }

    /// Everything up to one of the scalars, or to the end.
    mutating func word(upTo ends: String) -> String {
        let word = rest.prefix { !ends.unicodeScalars.contains($0) }
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    /// Everything up to a text, or to the end.
    mutating func word(before text: String) -> String {
        var word = String.UnicodeScalarView()
        while !rest.isEmpty, !goesOn(text) { word.append(rest.removeFirst()) }
        return String(word)
    }

    /// A text in double quotes with `\"`, `\\` and `\u{…}`; nil where there is none.
    mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\"" { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            if take("u{") {
                guard let value = UInt32(word(upTo: "}"), radix: 16), let scalar = Unicode.Scalar(value), take("}")
                else { return nil }
                text.append(scalar)
            } else if let escaped = rest.popFirst() {
                text.append(escaped)
            }
        }
        return nil
    }
}
