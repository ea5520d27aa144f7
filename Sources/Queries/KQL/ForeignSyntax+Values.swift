import SourceText

extension ForeignSyntaxSearch {
    // MARK: ranges

    /// `[500 TO 599]`, `500 TO 599`.
    func range(_ test: Test, _ text: String) -> ForeignSyntax? {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 2
        let inner = isBracketed ? String(text.dropFirst().dropLast()) : text
        guard let (lower, upper) = Self.bounds(inner) else { return nil }
        let name = self.text(test.field.range)
        let tests = [lower == "*" ? nil : "\(name) >= \(lower)", upper == "*" ? nil : "\(name) <= \(upper)"]
            .compactMap { $0 }
        return range(test.value.range, whole: test.whole, tests.isEmpty ? ["\(name):*"] : tests, test.parent)
    }

    /// `field:{500 TO 599}`, which KQL reads as a nested query.
    mutating func exclusiveRange(_ field: KQLValue, _ inner: KQLNode, _ range: ByteRange, _ parent: Parent) -> Bool {
        guard case .is(nil, let value, _) = inner, value.isBare,
            let (lower, upper) = Self.bounds(text(value.range))
        else { return false }
        let name = text(field.range)
        let tests = [lower == "*" ? nil : "\(name) > \(lower)", upper == "*" ? nil : "\(name) < \(upper)"]
            .compactMap { $0 }
        append(self.range(range, whole: range, tests.isEmpty ? ["\(name):*"] : tests, parent))
        return true
    }

    private func range(_ place: ByteRange, whole: ByteRange?, _ tests: [String], _ parent: Parent) -> ForeignSyntax {
        let joined = tests.joined(separator: " and ")
        var result = ForeignSyntax(
            kind: .lucene, range: whole ?? place, message: "a range with `TO` is Lucene syntax",
            label: "read as one value", help: "write `\(joined)`")
        if let whole {
            let needsParentheses = tests.count > 1 && parent != .conjunction
            result.replacement = .init(whole, needsParentheses ? "(\(joined))" : joined)
        }
        return result
    }

    private static func bounds(_ text: String) -> (lower: Substring, upper: Substring)? {
        let words = text.split { $0 == " " || $0 == "\t" || $0.isNewline }
        return words.count == 3 && words[1] == "TO" ? (words[0], words[2]) : nil
    }

    // MARK: regular expressions

    /// `/regex/`. A path has further slashes or is the value of a field that holds paths.
    func regex(_ test: Test, _ text: String) -> ForeignSyntax? {
        let bytes = Array(text.utf8)
        guard bytes.count > 2, bytes.first == UInt8(ascii: "/"), bytes.last == UInt8(ascii: "/") else { return nil }
        let inner = bytes[1..<(bytes.count - 1)]
        guard !inner.contains(UInt8(ascii: "/")) else { return nil }
        guard Self.hasRegexOperator(inner) || !Self.holdsPaths(self.text(test.field.range)) else { return nil }
        var result = ForeignSyntax(
            kind: .lucene, range: test.value.range, message: "KQL has no regular expressions",
            label: "the slashes are part of the value",
            help: "write a pattern with `*`, or the rule in Lucene or EQL")
        if let pattern = Self.wildcard(inner) {
            result.help = "write `\(pattern)`"
            result.replacement = .init(test.value.range, pattern)
        }
        return result
    }

    private static func hasRegexOperator(_ bytes: ArraySlice<UInt8>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "$"): return true
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): if last == UInt8(ascii: ".") { return true }
            default: break
            }
            last = byte
        }
        return false
    }

    /// The pattern of an expression that is made of plain characters and `.*`.
    private static func wildcard(_ bytes: ArraySlice<UInt8>) -> String? {
        var pattern: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                guard index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "*") else { return nil }
                pattern.append(UInt8(ascii: "*"))
                index += 2
            } else if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
                pattern.append(byte)
                index += 1
            } else {
                return nil
            }
        }
        return String(decoding: pattern, as: UTF8.self)
    }

    private static func holdsPaths(_ name: String) -> Bool {
        let name = name.lowercased()
        let words = [
            "path", "directory", "folder", "file", "url", "uri", "http", "executable", "args", "command", "cmd",
            "target", "object", "resource", "request", "message", "key", "value",
        ]
        return words.contains { name.contains($0) }
    }

    // MARK: several values

    /// `bob || alice` as the value of a field.
    func connective(_ test: Test, _ text: String) -> ForeignSyntax? {
        guard let symbol = Self.symbolWord(in: text) else { return nil }
        let word = symbol == "&&" ? "and" : "or"
        let items = Self.items(text, at: symbol)
        let name = self.text(test.field.range)
        let joined = items?.joined(separator: " \(word) ")
        let help = joined.map { "write `\(name):(\($0))` for several values of the field" } ?? "write `\(word)`"
        var result = Self.connective(test.value.range, symbol, help: help)
        result.range = parenthesized(test)
        if let joined, test.isInList { result.replacement = .init(test.value.range, joined) }
        return result
    }

    static func connective(_ range: ByteRange, _ symbol: String, help: String) -> ForeignSyntax {
        ForeignSyntax(
            kind: .lucene, range: range, message: "`\(symbol)` is not an operator in KQL",
            label: "read as part of the value", help: help)
    }

    /// `(root,admin)`, `(a b)`, and `root,admin` after the colon.
    func list(_ test: Test, _ text: String) -> ForeignSyntax? {
        let items: [String]?
        if text.utf8.contains(UInt8(ascii: ",")) {
            items = isListByCommas(test, text) ? Self.items(text, at: ",") : nil
        } else if test.isInList, text.utf8.contains(UInt8(ascii: "|")) {
            items = Self.items(text, at: text.contains("||") ? "||" : "|")
        } else if test.list != nil, case .string = test.value.content, Self.keyword(in: text) == nil {
            items = Self.items(text, at: " ")
        } else {
            items = nil
        }
        guard let items, items.count > 1 else { return nil }
        let joined = items.joined(separator: " or ")
        let name = self.text(test.field.range)
        let meant = test.isInList ? joined : "(\(joined))"
        var result = ForeignSyntax(
            kind: .listWithoutOr, range: test.value.range, message: "the values of this list have no `or` between them",
            label: "read as one value", help: "write `\(name):(\(joined))`")
        result.range = parenthesized(test)
        result.replacement = .init(test.value.range, meant)
        return result
    }

    /// The value, with the parentheses of a list of this one value.
    private func parenthesized(_ test: Test) -> ByteRange {
        guard let list = test.list else { return test.value.range }
        var open = test.value.range.start - 1
        while open > list.start, bytes[open] != UInt8(ascii: "(") { open -= 1 }
        return ByteRange(open, list.end)
    }

    /// Whether commas separate values. In command lines, distinguished names and sentences they are part of the value.
    private func isListByCommas(_ test: Test, _ text: String) -> Bool {
        if text.utf8.contains(UInt8(ascii: "=")) { return false }
        let isPattern = if case .wildcard = test.value.content { true } else { false }
        if test.isInList { return !isPattern || text.contains(", ") }
        let name = self.text(test.field.range).lowercased()
        let isFreeForm = ["args", "command", "cmd", "message", "full_name", "title", "description"]
            .contains { name.contains($0) }
        let isSentence = Self.parts(text, ",").contains { !Self.isWord(Self.trimmed($0)) }
        return !isPattern && !isFreeForm && !isSentence && !text.lowercased().contains(".dll,")
    }

    /// The values between separators as KQL writes them; nil where one of them cannot be written.
    private static func items(_ text: String, at separator: String) -> [String]? {
        var items: [String] = []
        for part in parts(text, separator) {
            let part = trimmed(part)
            if part.isEmpty { continue }
            guard let item = listItem(part) else { return nil }
            items.append(item)
        }
        return items
    }

    private static func parts(_ text: String, _ separator: String) -> [Substring] {
        if separator == " " { return text.split { $0 == " " || $0 == "\t" || $0.isNewline } }
        guard separator.utf8.count > 1 else { return text.split { String($0) == separator } }
        var parts: [Substring] = []
        var rest = Substring(text)
        let first = separator.utf8.first ?? 0
        while let index = rest.utf8.indices.first(where: { rest.utf8[$0] == first && rest[$0...].hasPrefix(separator) })
        {
            parts.append(rest[..<index])
            rest = rest[index...].dropFirst(separator.count)
        }
        return parts + [rest]
    }

    /// One value as KQL writes it: double quotes for single ones and around spaces.
    static func listItem(_ text: String) -> String? {
        if let inner = unquoted(text) {
            return inner.utf8.contains(UInt8(ascii: "*")) ? (isWord(inner) ? inner : nil) : "\"\(inner)\""
        }
        if text.utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }) { return nil }
        if isWord(text) { return text }
        return text.utf8.contains(UInt8(ascii: "*")) ? nil : "\"\(text)\""
    }

    private static func isWord(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 } }

    /// `&&` or `||` between spaces.
    static func symbolWord(in text: String) -> String? {
        let utf8 = text.utf8
        guard utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "|") }) else { return nil }
        return text.split { $0 == " " || $0 == "\t" || $0.isNewline }.first { $0 == "&&" || $0 == "||" }
            .map { String($0) }
    }

    private static func keyword(in text: String) -> Substring? {
        text.split { $0 == " " || $0 == "\t" || $0.isNewline }.first { ["and", "or", "not"].contains($0.lowercased()) }
    }

    // MARK: single values

    /// `'bob'`.
    func quotes(_ value: KQLValue, _ text: String) -> ForeignSyntax? {
        guard text.utf8.count > 1, text.hasPrefix("'"), text.hasSuffix("'") else { return nil }
        var result = ForeignSyntax(
            kind: .singleQuotes, range: value.range, message: "single quotes are part of the value in KQL",
            label: "only a value with the quotes in it matches", help: "use double quotes: `\"…\"`")
        if let item = Self.listItem(text) {
            result.help = "write `\(item)`"
            result.replacement = .init(value.range, item)
        }
        return result
    }

    /// The text between single quotes that hold neither quotes nor backslashes.
    private static func unquoted(_ text: String) -> String? {
        guard text.utf8.count > 1, text.hasPrefix("'"), text.hasSuffix("'") else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.utf8.contains { "'\"\\".utf8.contains($0) } ? nil : String(inner)
    }

    /// `f:!bob`.
    func exclamation(_ test: Test, _ text: String) -> ForeignSyntax? {
        let rest = text.dropFirst()
        guard text.hasPrefix("!"), let first = rest.utf8.first, Self.isLetter(first) || Self.isDigit(first) else {
            return nil
        }
        let name = self.text(test.field.range)
        var result = ForeignSyntax(
            kind: .lucene, range: test.value.range, message: "`!` is not an operator in KQL",
            label: "read as part of the value", help: "write `not \(name):\(rest)`")
        if test.parent != .negation {
            if let whole = test.whole {
                result.replacement = .init(whole, "not \(name):\(rest)")
            } else {
                result.replacement = .init(test.value.range, "not \(rest)")
            }
        }
        return result
    }

    /// `bob~1`, `bob^2`. Names such as `PROGRA~1` are short names of Windows.
    func suffix(_ test: Test, _ text: String) -> ForeignSyntax? {
        let utf8 = Array(text.utf8)
        guard let mark = utf8.lastIndex(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "^") }), mark > 0 else {
            return nil
        }
        let number = utf8[(mark + 1)...]
        let isFuzzy = utf8[mark] == UInt8(ascii: "~")
        guard number.allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: ".") }), isFuzzy || !number.isEmpty else {
            return nil
        }
        let before = utf8[..<mark]
        if isFuzzy {
            let isWord = before.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || "._-".utf8.contains($0) }
            guard isWord, before.count != 6 else { return nil }
        }
        let operation = String(decoding: utf8[mark...], as: UTF8.self)
        let place = ByteRange(test.value.range.start + mark, test.value.range.end)
        return ForeignSyntax(
            kind: .lucene, range: test.value.range,
            message: isFuzzy ? "KQL has no fuzzy search" : "KQL has no boosts",
            label: "`\(operation)` is part of the value", help: "remove `\(operation)`",
            replacement: .init(place, "", title: "remove `\(operation)`"))
    }

    /// `web-?`. In URLs a question mark is common, and `/?` is an argument.
    func questionMark(_ test: Test, _ text: String) -> ForeignSyntax? {
        guard text.utf8.contains(UInt8(ascii: "?")), !["?", "/?", "-?"].contains(text) else { return nil }
        let name = self.text(test.field.range).lowercased()
        guard !name.contains("url"), !name.contains("uri"), !name.hasPrefix("http."), !text.contains("?="),
            !text.utf8.contains(UInt8(ascii: "="))
        else { return nil }
        var result = ForeignSyntax(
            kind: .questionMark, range: test.value.range, message: "`?` is not a wildcard in KQL",
            label: "matches only a value with a question mark in it",
            help: "write `*` for any characters, or put a value with a question mark in quotes")
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            result.replacement = .init(test.value.range, Self.withStars(text))
        }
        return result
    }

    /// The text with a star for each run of question marks and of stars, unless a backslash escapes the star.
    private static func withStars(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        var follows = false
        for scalar in text.unicodeScalars {
            let isStar = !isEscaped && (scalar == "?" || scalar == "*")
            if !isStar || !follows { result.unicodeScalars.append(isStar ? "*" : scalar) }
            follows = isStar
            isEscaped = scalar == "\\" && !isEscaped
        }
        return result
    }

    // MARK: text

    static func trimmed(_ text: Substring) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        var text = text.drop(while: blank)
        while let last = text.last, blank(last) { text.removeLast() }
        return String(text)
    }

    /// Whether a text is made like the name of a field.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "@") || first == UInt8(ascii: "_")
        else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "._-@".utf8.contains($0) }
    }

    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
