import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct KQLPrinterTests {
    @Test func printsTheCanonicalText() {
        let cases = [
            ("  a : 1   or (b:2)", "a:1 or b:2"),
            ("a:1 or a:2 or not a:3", "a:(1 or 2 or not 3)"),
            ("a:(1 or (2 or 3))", "a:(1 or (2 or 3))"),
            ("(a:1 or a:2) or b:3", "a:(1 or 2) or b:3"),
            ("((a:1 or b:2)) and c:3", "(a:1 or b:2) and c:3"),
            ("(a:1 and b:2) and c:3", "(a:1 and b:2) and c:3"),
            ("a:1 or (b:2 and c:3)", "a:1 or b:2 and c:3"),
            ("not (not a:1)", "not (not a:1)"),
            ("not (a:1 or a:2)", "not a:(1 or 2)"),
            ("a:(not 1)", "not a:1"),
            ("n:{a:1}", "n:{ a:1 }"),
            ("a>=1", "a >= 1"),
            ("a:\"x\\\\y\\\"\"", "a:\"x\\\\y\\\"\""),
            ("a:x\\(y\\*z*", "a:x\\(y\\*z*"),
            ("a:x \\or y", "a:x \\or y"),
            ("a:\\t", "a:\\t"),
            ("a:x or", "a:x or"),
            ("(a:x \\or) and b:1", "a:x \\or and b:1"),
            ("foo", "foo"),
            ("*:*", "*:*"),
        ]
        for (text, printed) in cases {
            let query = KQL.parse(text)
            #expect(query.root.map(KQL.print) == printed, "\(text)")
        }
    }

    /// Trees of every shape with values that hold operators, spaces and special characters.
    @Test func readsBackRandomTrees() {
        var maker = TreeMaker(random: SeededGenerator(seed: 11))
        for _ in 0..<5_000 {
            let tree = maker.tree(depth: 4)
            let text = KQL.print(tree)
            let query = KQL.parse(text)
            #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
            #expect(query.root?.withoutRanges == tree, "\(text)")
        }
    }

    private struct TreeMaker {
        var random: SeededGenerator

        static let none = ByteRange(at: 0)
        static let words = [
            "a", "or", "and", "not", "NOT", "x or y", "x and", "knot x", "cannot", "a or", "not not", "é", "😀", "C:\\x",
            "\"q\"", "(", "}", "*", "x\ty", "x\u{A0}or\u{A0}y", "or", "or or or", "1", "not", "x\nand\ny", "", "TRUE",
            "'",
            "\\", "u0041", "a\\not b",
        ]

        mutating func tree(depth: Int) -> KQLNode {
            switch depth == 0 ? 9 : Int.random(in: 0..<12, using: &random) {
            case 0, 1: return .or(children(depth), Self.none)
            case 2, 3: return .and(children(depth), Self.none)
            case 4, 5: return .not(tree(depth: depth - 1), Self.none)
            case 6: return .nested(path: value(asField: true), tree(depth: depth - 1), Self.none)
            case 7:
                let order = [RangeOperator.less, .lessOrEqual, .greater, .greaterOrEqual]
                return .range(
                    field: value(asField: true), order.randomElement(using: &random) ?? .less, value: value(),
                    Self.none)
            case 8: return list(depth: depth)
            default: return .is(field: Bool.random(using: &random) ? value() : nil, value: value(), Self.none)
            }
        }

        private mutating func children(_ depth: Int) -> [KQLNode] {
            (0..<Int.random(in: 2...4, using: &random)).map { _ in tree(depth: depth - 1) }
        }

        /// Tests of one field joined as in a list.
        private mutating func list(depth: Int) -> KQLNode {
            let field = value(asField: true)
            func part(_ depth: Int) -> KQLNode {
                switch depth == 0 ? 3 : Int.random(in: 0..<5, using: &random) {
                case 0: .or([part(depth - 1), part(depth - 1)], Self.none)
                case 1: .and([part(depth - 1), part(depth - 1), part(depth - 1)], Self.none)
                case 2: .not(part(depth - 1), Self.none)
                default: .is(field: field, value: value(), Self.none)
                }
            }
            return part(depth)
        }

        mutating func value(asField: Bool = false) -> KQLValue {
            let text = Self.words.randomElement(using: &random) ?? "a"
            let content: KQLValue.Content
            switch Int.random(in: 0..<10, using: &random) {
            case 0: content = .null
            case 1: content = .boolean(Bool.random(using: &random))
            case 2, 3: content = .string(text, quoted: true)
            case 4, 5:
                // A pattern begins and ends with what `trim` leaves alone.
                let parts: [WildcardText.Part] =
                    text.isEmpty ? [.anyCharacters] : [.literal(text), .anyCharacters, .literal(text)]
                content = .wildcard(WildcardText(parts))
            default: content = .string(text, quoted: false)
            }
            return KQLValue(content, Self.none)
        }
    }
}
