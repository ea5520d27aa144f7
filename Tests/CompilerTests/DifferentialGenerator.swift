import Foundation
import Queries
import Schemas
import SourceText
import TestSupport

/// Random expressions and random events over the same few fields, so that they often meet.
struct DifferentialGenerator {
    var random: SeededGenerator
    /// Whether conditions are also those that only EQL has: computed values, tests that require a value or ignore case.
    /// Then events hold values that computations trip over, too.
    let isEQL: Bool

    init(seed: UInt64, isEQL: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.isEQL = isEQL
    }

    /// The fields that tests ask and events hold, with their types.
    static let fields: [(name: String, types: [FieldType])] = [
        ("k", [.keyword]), ("w", [.wildcard]), ("ck", [.constantKeyword]), ("msg", [.text]), ("mm", [.matchOnlyText]),
        ("ip", [.ip]), ("n", [.long]), ("i", [.integer]), ("by", [.byte]), ("ul", [.unsignedLong]), ("d", [.double]),
        ("f", [.float]), ("sf", [.scaledFloat]), ("when", [.date]), ("nanos", [.dateNanos]), ("@timestamp", [.date]),
        ("b", [.boolean]), ("flat", [.flattened]), ("flat.key", [.flattened]), ("v", [.version]),
        ("mix", [.keyword, .long]), ("mix2", [.ip, .text]), ("u", []), ("o.a", [.keyword]), ("o.b", [.long]),
        ("o", [.object]), ("deep.a.b", []), ("deep.a", []), ("absent", [.keyword]), ("absent2", []), ("x", [.nested]),
    ]

    /// Fields inside the nested field `x`, and inside `x.m`.
    static let inner: [(name: String, types: [FieldType])] = [
        ("x.a", [.keyword]), ("x.n", [.long]), ("x.t", [.text]), ("x.u", []), ("x.absent", [.keyword]),
    ]
    static let innermost: [(name: String, types: [FieldType])] = [("x.m.z", [.keyword]), ("x.m.n", [.double])]

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    // MARK: expressions

    mutating func expression() -> Expr {
        var expr = Expr()
        expr.root = node(&expr, depth: chance(40) ? 0 : Int.random(in: 1...3, using: &random), Self.fields, path: nil)
        return expr
    }

    private mutating func node(
        _ expr: inout Expr, depth: Int, _ fields: [(name: String, types: [FieldType])], path: String?
    ) -> ExprID {
        let span = ByteRange(at: 0)
        guard depth > 0 else { return condition(&expr, fields, path: path) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2:
            let children = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                node(&expr, depth: depth - 1, fields, path: path)
            }
            return expr.add(.and(children), span: span)
        case 3...5:
            let children = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                node(&expr, depth: depth - 1, fields, path: path)
            }
            return expr.add(.or(children), span: span)
        case 6, 7:
            let child = node(&expr, depth: depth - 1, fields, path: path)
            return expr.add(.not(child), span: span)
        case 8 where path == nil:
            let child = node(&expr, depth: depth - 1, Self.inner, path: "x")
            return expr.add(.nested(path: "x", child), span: span)
        case 8 where path == "x", 9 where path == nil:
            let child = node(&expr, depth: depth - 1, Self.innermost, path: "x.m")
            return expr.add(.nested(path: "x.m", child), span: span)
        default: return condition(&expr, fields, path: path)
        }
    }

    /// A condition without further ones of which it is made; blocks of objects hold no computed values.
    private mutating func condition(
        _ expr: inout Expr, _ fields: [(name: String, types: [FieldType])], path: String?
    ) -> ExprID {
        if isEQL, path == nil, chance(45) { return computedCondition(&expr, depth: 2) }
        var leaf = leaf(fields, path: path)
        if isEQL, case .test(let test) = leaf { leaf = .test(asEQL(test)) }
        return expr.add(leaf, span: ByteRange(at: 0))
    }

    private mutating func leaf(_ fields: [(name: String, types: [FieldType])], path: String?) -> ExprNode {
        if chance(2) { return .constant(chance(50)) }
        if path == nil, chance(4) { return .test(FieldTest(.any, types: [], comparison([]))) }
        if chance(4) {
            let names: [[WildcardText.Part]] = [
                [.literal("o."), .anyCharacters], [.anyCharacters], [.anyCharacters, .literal("k")],
                [.literal("x."), .anyCharacters], [.literal("m"), .anyCharacters], [.anyCharacters, .literal(".b")],
                [.anyCharacters, .literal("z")], [.anyCharacters, .literal("."), .oneCharacter],
            ]
            // Inside a block every name begins with the path of the block.
            let pattern = (path.map { [.literal("\($0).")] } ?? []) + pick(names)
            return .test(FieldTest(.matching(WildcardText(pattern)), types: [], comparison([])))
        }
        let field = pick(fields)
        return .test(FieldTest(.named(field.name), types: field.types, comparison(field.types)))
    }

    mutating func comparison(_ types: [FieldType]) -> Comparison {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return .exists
        case 1...2: return .fits(pattern(types))
        case 10:
            return .between(
                RangeBound(pick([.greater, .greaterOrEqual]), literal(types)),
                RangeBound(pick([.less, .lessOrEqual]), literal(types)))
        case 11: return regex(types).map { .matches($0) } ?? .exists
        case 12: return .resembles(FuzzyTerm(misspelt(types), edits: Int.random(in: 0...2, using: &random)))
        case 13:
            return .near(
                chance(50) ? pick(Self.texts) : literalText(types), slop: Int.random(in: 0...4, using: &random))
        case 3...4:
            return .compares(pick([.less, .lessOrEqual, .greater, .greaterOrEqual]), literal(types))
        default: return .equals(literal(types))
        }
    }

    private mutating func literal(_ types: [FieldType]) -> Literal {
        let text = literalText(types)
        if text == "true" || text == "false", chance(50) { return Literal(text, .boolean) }
        if chance(1) { return Literal("null", .null) }
        return Literal(text, pick([.phrase, .anyWord, .allWords]))
    }

    /// A text of the fields with a character changed, taken out, doubled or swapped.
    private mutating func misspelt(_ types: [FieldType]) -> String {
        let isText = types.contains { $0.family == .text }
        var scalars = Array((isText ? pick(["Quick", "fox", "cmd", "foo", "é"]) : valueText(types)).unicodeScalars)
        guard !scalars.isEmpty, chance(80) else { return String(String.UnicodeScalarView(scalars)) }
        let place = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: scalars[place] = "z"
        case 1: scalars.remove(at: place)
        case 2: scalars.insert(scalars[place], at: place)
        default: scalars.swapAt(place, max(0, place - 1))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// An expression around a text of the fields: operators put where characters stood.
    mutating func regex(_ types: [FieldType]) -> Regex? {
        let isText = types.contains { $0.family == .text }
        let value = isText ? pick(["quick", "fox", "cmd", "foo", "é"]) : valueText(types)
        var text = ""
        for scalar in value.unicodeScalars {
            let escaped = scalar.isASCII && !scalar.properties.isAlphabetic ? "\\\(scalar)" : "\(scalar)"
            switch Int.random(in: 0..<12, using: &random) {
            case 0: text += "."
            case 1: text += ".*"
            case 2: text += "(\(escaped)|x)?"
            case 3: text += "[^\(escaped)]{0,2}\(escaped)"
            case 4: text += "(~(\(escaped))&\(escaped)?)|\(escaped)+"
            default: text += escaped
            }
        }
        if chance(10) { text = "~(\(text))" }
        if chance(10) { text = "@&\(text)" }
        return try? Regex(text)
    }

    mutating func pattern(_ types: [FieldType]) -> WildcardText {
        let text = types.contains { $0.family == .text } ? pick(["Quick", "fox", "cmd", "foo", "é"]) : valueText(types)
        let scalars = Array(text.unicodeScalars)
        var parts: [WildcardText.Part] = []
        let cut = scalars.isEmpty ? 0 : Int.random(in: 0...scalars.count, using: &random)
        let head = String(String.UnicodeScalarView(scalars[..<cut]))
        let tail = String(String.UnicodeScalarView(scalars[cut...]))
        let keepsHead = chance(70)
        if keepsHead, !head.isEmpty { parts.append(.literal(head)) }
        parts.append(chance(10) ? .oneCharacter : .anyCharacters)
        if chance(60) || !keepsHead, !tail.isEmpty { parts.append(.literal(tail)) }
        if chance(30) { parts.append(.anyCharacters) }
        if chance(10) { parts.insert(.anyCharacters, at: 0) }
        return WildcardText(parts)
    }

    // MARK: values

    static let words = [
        "foo", "Foo", "foo bar", "FOO", "", "5", "05", "true", "é", "e\u{301}", "日本", "a*b", "C:\\x", "Quick brown fox",
        "cmd.exe", "x y", "zoo", "10.0.0.1", "a\u{0}b", "\u{FFFF}", "😀", "tab\there",
    ]
    static let texts = [
        "The Quick brown FOX", "quick fox", "cmd.exe started", "foo-bar", "it's a 3.14 value, 1,000 of them",
        "snake_case x",
        "ümläut ÉCOLE", "日本 語", "", "...", "a:b c;d", "foo bar", "user@example.com", "10.0.0.1", "x.y z", "fox fox fox",
    ]
    static let numbers = [
        "5", "0", "-1", "1.5", "-0.25", "50", "2147483648", "127", "128", "9223372036854775807", "18446744073709551615",
        "1000000", "0.1", "3", "4.75",
    ]
    static let addresses = [
        "10.0.0.1", "10.0.0.2", "10.255.0.1", "192.168.1.5", "::1", "fe80::1", "2001:DB8::A", "::ffff:10.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
    ]
    static let dates = [
        "2024-01-01T00:00:00.000Z", "2024-01-01T12:30:00Z", "2024-01-01", "2024-02-29", "1704153600000", "2024",
        "2024-02-01T00:00:00+01:00", "2023-12-31T23:59:59.999Z", "2024-01-02T00:00:00.000Z", "2024-01-01T12:30:45.678Z",
    ]

    /// A value as text, mostly of the type.
    mutating func valueText(_ types: [FieldType]) -> String {
        if isEQL, chance(15) { return trap(types) }
        let family = types.isEmpty ? nil : pick(types).family
        if chance(6) {
            // Milliseconds of years that no calendar has are not asked for.
            return pick(Self.words + (family == .date ? [] : Self.numbers) + Self.addresses + Self.dates)
        }
        switch family {
        case .text: return pick(Self.texts)
        case .ip: return pick(Self.addresses)
        case .integer, .float: return pick(Self.numbers)
        case .date: return pick(Self.dates)
        case .boolean: return pick(["true", "false"])
        case .other: return pick(["1.2.3", "1.10.0", "1.2.3-beta", "2", "1.2.3-alpha.1", "none", "1.2.3-1", "1.2.0"])
        default: return pick(Self.words + Self.numbers.prefix(5))
        }
    }

    private mutating func literalText(_ types: [FieldType]) -> String {
        guard chance(40), let type = types.first else { return valueText(types) }
        switch type.family {
        case .text:
            return pick(["fox", "Quick Brown", "brown fox", "cmd.exe", "foo bar", "bar foo", "É", "3.14", "case", "!"])
        case .ip:
            return pick([
                "10.0.0.0/8", "0.0.0.0/0", "::/0", "10.0.0.1/32", "fe80::/10", "::ffff:10.0.0.0/104", "::1/128",
            ])
        case .integer, .float: return pick(["05", "1.50", "4.5", "1e3", "-0", "5.0", "+5", "99999999999999999999"])
        case .date:
            return pick([
                "now", "now-1d", "now/d", "now-1M/M", "now+1h", "2024-01-01||/d", "2024-01-01T12:30:00Z||/h",
                "2024-01-31||+1M", "2024-02||/M", "now/w", "2024-01-01||-1y/y", "1704067200000", "2024-01-01T12",
                "2024-01-01T12:30", "2024-01", "now-5m",
            ])
        default: return valueText(types)
        }
    }

    // MARK: events

    /// One event as a line of JSON.
    mutating func event() -> String {
        var members: [String] = []
        for field in Self.fields where chance(isEQL ? 70 : 45) {
            switch field.name {
            case "o", "flat.key", "deep.a", "absent", "absent2": continue
            case "x": members.append("\"x\":\(list { $0.nested() })")
            case "flat": members.append("\"flat\":\(flattened())")
            case "o.a", "o.b", "deep.a.b": members += dotted(field.name, field.types)
            default: members.append("\(Self.quoted(field.name)):\(values(field.types))")
            }
        }
        members.shuffle(using: &random)
        return "{" + members.joined(separator: ",") + "}"
    }

    /// A dotted name as one key, as objects, as something between, or as an array of objects.
    private mutating func dotted(_ name: String, _ types: [FieldType]) -> [String] {
        let parts = name.split(separator: ".").map(String.init)
        let value = values(types)
        let head = parts[0]
        let rest = parts.dropFirst().joined(separator: ".")
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return ["\"\(name)\":\(value)"]
        case 1: return ["\"\(head)\":{\"\(rest)\":\(value)}"]
        case 2: return ["\"\(head)\":[{\"\(rest)\":\(value)},{\"\(rest)\":\(values(types))},null]"]
        default:
            guard parts.count == 3 else {
                return ["\"\(name)\":\(value)", "\"\(head)\":{\"\(rest)\":\(values(types))}"]
            }
            return ["\"\(parts[0]).\(parts[1])\":{\"\(parts[2])\":\(value)}"]
        }
    }

    private mutating func nested() -> String {
        var members: [String] = []
        for field in Self.inner where field.name != "x.absent" && chance(60) {
            members.append("\"\(field.name.dropFirst(2))\":\(values(field.types))")
        }
        if chance(50) {
            members.append(
                "\"m\":"
                    + list { generator in
                        let inner = Self.innermost.filter { _ in generator.chance(70) }
                        return "{"
                            + inner.map { "\"\($0.name.dropFirst(4))\":\(generator.values($0.types))" }
                            .joined(separator: ",") + "}"
                    })
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private mutating func flattened() -> String {
        "{\"key\":\(values([.keyword])),\"a\":{\"b\":\(values([.keyword]))},\"c\":[\(scalar([.keyword]))]}"
    }

    private mutating func list(_ make: (inout DifferentialGenerator) -> String) -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "[]"
        case 1, 2: return make(&self)
        default:
            return "[" + (0..<Int.random(in: 1...3, using: &random)).map { _ in make(&self) }.joined(separator: ",")
                + "]"
        }
    }

    mutating func values(_ types: [FieldType]) -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: "null"
        case 1: "[]"
        case 2: "[null]"
        case 3...7:
            "[" + (0..<Int.random(in: 1...3, using: &random)).map { _ in scalar(types) }.joined(separator: ",") + "]"
        case 8: "[[\(scalar(types))],null,\(scalar(types))]"
        default: scalar(types)
        }
    }

    private mutating func scalar(_ types: [FieldType]) -> String {
        if chance(4) { return pick(["true", "false", "{}", "null"]) }
        let text = valueText(types)
        let isNumber = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil
        return isNumber && chance(60) ? text : Self.quoted(text)
    }

    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return writer.text
    }
}
