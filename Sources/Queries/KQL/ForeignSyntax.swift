package import SourceText

/// An operator of another query language that KQL reads as part of a name or value.
///
/// Kibana accepts such a query and runs it, but it does not test what was meant.
package struct ForeignSyntax: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Lucene: `/…/`, `~1`, `^2`, `_exists_:f`, `+f:x`, `-f:x`, `!f:x`, `&&`, `||`, `[a TO b]`.
        case lucene
        /// `?` in a bare value.
        case questionMark
        /// `'…'` around a value.
        case singleQuotes
        /// Values in parentheses, or after the colon, without `or` between them.
        case listWithoutOr
        /// `=`, `==` or `!=` between a name and a value.
        case comparison
    }

    package var kind: Kind
    /// The name, value or test that is read in another way than was meant; bytes of the query.
    package var range: ByteRange
    package var message: String
    /// What KQL makes of it, for the label at the place.
    package var label: String
    package var help: String
    /// The KQL that was most likely meant; nil where that is not known.
    package var replacement: Replacement?

    package struct Replacement: Sendable, Hashable {
        package var range: ByteRange
        package var text: String
        /// Imperative, for the title of a fix.
        package var title: String

        init(_ range: ByteRange, _ text: String, title: String? = nil) {
            self.range = range
            self.text = text
            self.title = title ?? "write `\(text)`"
        }
    }
}

extension KQL {
    /// The operators of other languages in a query, in the order of its text; each name and value at most once.
    package static func foreignSyntax(in query: KQLQuery) -> [ForeignSyntax] {
        var search = ForeignSyntaxSearch(query)
        if let root = query.root { search.visit(root, in: .conjunction) }
        return search.found
    }
}

/// Walks a tree; depth is bounded by the parser's limit, time is linear in the text.
struct ForeignSyntaxSearch {
    /// What a test is part of: decides whether what replaces it needs parentheses, or may begin with `not`.
    enum Parent {
        /// The query itself or an `and`.
        case conjunction
        case alternative
        case negation
    }

    /// One test of a field.
    struct Test {
        var field: KQLValue
        var value: KQLValue
        /// The value's own range in a list, else that of name and value.
        var range: ByteRange
        var parent: Parent
        /// The whole test with its parentheses, where it is a list of this one value.
        var list: ByteRange?

        var isInList: Bool { range == value.range }
        /// What a replacement of the whole test covers; nil inside a list of several values.
        var whole: ByteRange? { list ?? (isInList ? nil : range) }
    }

    let bytes: [UInt8]
    private(set) var found: [ForeignSyntax] = []
    /// The name before the list at hand, which is looked at once.
    private var lastField: ByteRange?

    init(_ query: KQLQuery) { bytes = Array(query.text.utf8) }

    mutating func visit(_ node: KQLNode, in parent: Parent) {
        switch node {
        case .or(let parts, _): for part in parts { visit(part, in: .alternative) }
        case .and(let parts, _): for part in parts { visit(part, in: .conjunction) }
        case .not(let part, _): visit(part, in: .negation)
        case .nested(let path, let inner, let range):
            if !exclusiveRange(path, inner, range, parent) { visit(inner, in: .conjunction) }
        case .range(let field, _, _, _): prefix(of: field, parent)
        case .is(nil, let value, _): freeText(value, parent)
        case .is(let field?, let value, let range):
            if exists(field, value, range, parent) { return }
            if lastField != field.range { prefix(of: field, parent) }
            lastField = field.range
            guard value.isBare, bytes[value.range.start..<value.range.end].contains(where: Self.isHint) else { return }
            let list = listOfOne(field.range, value.range)
            self.value(Test(field: field, value: value, range: range, parent: parent, list: list))
        }
    }

    mutating func append(_ result: ForeignSyntax) { found.append(result) }

    /// A byte that every value with an operator of another language has.
    private static func isHint(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "|"),
            UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "?"), UInt8(ascii: ","), UInt8(ascii: "!"), 0x20,
            0x09...0x0D:
            true
        default: false
        }
    }

    private mutating func value(_ test: Test) {
        let text = text(test.value.range)
        let result =
            range(test, text) ?? regex(test, text) ?? connective(test, text) ?? list(test, text)
            ?? quotes(test.value, text) ?? exclamation(test, text) ?? suffix(test, text) ?? questionMark(test, text)
        if let result { found.append(result) }
    }

    func text(_ range: ByteRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }

    /// `field:(value)` with nothing else between the parentheses.
    private func listOfOne(_ field: ByteRange, _ value: ByteRange) -> ByteRange? {
        var index = KQLCharacters.skipBlanks(bytes, from: field.end)
        for byte in ":(".utf8 {
            guard index < value.start, bytes[index] == byte else { return nil }
            index = KQLCharacters.skipBlanks(bytes, from: index + 1)
        }
        guard index == value.start else { return nil }
        index = KQLCharacters.skipBlanks(bytes, from: value.end)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ")") else { return nil }
        return ByteRange(field.start, index + 1)
    }

    // MARK: names

    /// `_exists_:user.name`, and `_missing_` of old versions.
    private mutating func exists(
        _ field: KQLValue, _ value: KQLValue, _ range: ByteRange, _ parent: Parent
    ) -> Bool {
        guard field.isBare, case let name = text(field.range), name == "_exists_" || name == "_missing_" else {
            return false
        }
        let isName = value.plainName != nil
        let tested = value.plainName ?? "field"
        let isMissing = name == "_missing_"
        let meant = isMissing ? "not \(tested):*" : "\(tested):*"
        let whole = range == value.range ? listOfOne(field.range, value.range) : range
        var result = ForeignSyntax(
            kind: .lucene, range: whole ?? field.range.union(value.range),
            message: "`\(name)` is Lucene syntax and has no meaning in KQL", label: "tests a field named `\(name)`",
            help: "write `\(meant)`")
        if isName, let whole, !(isMissing && parent == .negation) { result.replacement = .init(whole, meant) }
        found.append(result)
        return true
    }

    /// `+f:x`, `-f:x`, `!f:x`.
    private mutating func prefix(of field: KQLValue, _ parent: Parent) {
        guard field.isBare, field.range.count > 1 else { return }
        let sign = bytes[field.range.start]
        guard "+-!".utf8.contains(sign) else { return }
        let rest = KQLCharacters.skipBlanks(bytes, from: field.range.start + 1)
        guard rest < field.range.end, Self.isLetter(bytes[rest]) || "_@*".utf8.contains(bytes[rest]) else { return }
        let symbol = String(UnicodeScalar(sign))
        let name = text(ByteRange(rest, field.range.end))
        let isRequired = sign == UInt8(ascii: "+")
        var result = ForeignSyntax(
            kind: .lucene, range: field.range, message: "`\(symbol)` is read as part of the field name",
            label: "not an operator in KQL",
            help: isRequired ? "remove `+` and join the tests with `and`" : "write `not \(name): …`")
        let place = ByteRange(field.range.start, rest)
        if isRequired {
            result.replacement = .init(place, "", title: "remove `+`")
        } else if parent != .negation {
            result.replacement = .init(place, "not ", title: "write `not` for `\(symbol)`")
        }
        found.append(result)
    }

    // MARK: free text

    /// `user.name = bob` and `a && b` without a field.
    private mutating func freeText(_ value: KQLValue, _ parent: Parent) {
        guard value.isBare else { return }
        let text = text(value.range)
        if let result = comparison(value, text, parent) ?? quotes(value, text) {
            found.append(result)
        } else if let symbol = Self.symbolWord(in: text) {
            found.append(Self.connective(value.range, symbol, help: "write `\(symbol == "&&" ? "and" : "or")`"))
        }
    }

    /// A name, an equals sign and a value. Without spaces around the sign the name must have a dot: `status=500` may be
    /// what is searched for.
    private func comparison(_ value: KQLValue, _ text: String, _ parent: Parent) -> ForeignSyntax? {
        let utf8 = text.utf8
        guard let sign = utf8.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "!") }) else {
            return nil
        }
        let signs = text[sign...].prefix { $0 == "=" || $0 == "!" || $0 == "~" }
        guard ["=", "==", "!=", "!==", "===", "=~"].contains(signs) else { return nil }
        let name = Self.trimmed(text[..<sign])
        let meant = Self.trimmed(text[signs.endIndex...])
        guard Self.isName(name), !meant.isEmpty else { return nil }
        let isSpaced = utf8[..<sign].last == 0x20 && text[signs.endIndex...].utf8.first == 0x20
        guard isSpaced || name.utf8.contains(UInt8(ascii: ".")) else { return nil }
        let isNegated = signs.utf8.first == UInt8(ascii: "!")
        let kqlValue = Self.listItem(meant) ?? meant
        let kql = (isNegated ? "not " : "") + "\(name):\(kqlValue)"
        var result = ForeignSyntax(
            kind: .comparison, range: value.range, message: "`\(signs)` is not an operator in KQL",
            label: "searched for as text in all fields", help: "write `\(kql)`")
        let isPlain = !kqlValue.utf8.contains(0x20) || kqlValue.hasPrefix("\"")
        if isPlain, !(isNegated && parent == .negation) { result.replacement = .init(value.range, kql) }
        return result
    }
}

extension KQLValue {
    /// Whether it is written without quotes and is neither `true`, `false` nor `null`.
    var isBare: Bool {
        switch content {
        case .string(_, let quoted): !quoted
        case .wildcard: !isLoneStar
        case .boolean, .null: false
        }
    }

    /// The text of a value that can be the name of a field.
    fileprivate var plainName: String? {
        guard case .string(let text, _) = content, ForeignSyntaxSearch.isName(text) else { return nil }
        return text
    }
}
