import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct EQLPrinterTests {
    @Test func printsTheCanonicalText() {
        let cases = [
            ("any  where a==1", "any where a == 1"),
            ("\"process\" where ((a))", "process where a"),
            ("\"any\" where true", "\"any\" where true"),
            ("any where (a or (b or c)) and not (not d)", "any where (a or (b or c)) and not not d"),
            ("any where ((a == 1) and b) and c", "any where (a == 1 and b) and c"),
            ("any where (a + 1) - (b - 2) == -(-c)", "any where (a + 1) - (b - 2) == --c"),
            ("any where (a + b) * c > 1", "any where (a + b) * c > 1"),
            ("any where (a < b) == (c > d)", "any where (a < b) == (c > d)"),
            ("any where (a in (1)) in (true)", "any where (a in (1)) in (true)"),
            ("any where a : (\"x\")", "any where a : \"x\""),
            (#"any where a == "C:\\x""#, #"any where a == """C:\x""""#),
            (#"any where a == "\\\"""#, #"any where a == "\\\"""#),
            ("any where a == \"\\n\"", "any where a == \"\\n\""),
            ("any where `a b`.`by`.`c` == .5e1", "any where `a b`.`by`.c == 5.0"),
            (
                "sequence by a,?b with maxspan = 5 m [any where x]by c with runs=2 ![any where y] by d until[any where z]by e|head 1",
                "sequence by a, ?b with maxspan=5m [any where x] by c with runs=2 ![any where y] by d until [any where z] by e | head 1"
            ),
        ]
        for (text, printed) in cases {
            let query = EQL.parse(text)
            #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
            #expect(EQL.print(query) == printed)
        }
    }

    /// Trees of every shape, with names and strings that need quotes.
    @Test func readsBackRandomTrees() {
        var maker = TreeMaker(random: SeededGenerator(seed: 23))
        for _ in 0..<5_000 {
            let statement = maker.statement()
            let text = EQL.print(EQLQuery(text: "", statement: statement, issues: []))
            let query = EQL.parse(text)
            #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
            #expect(query.statement?.withoutRanges == statement, "\(text)")
        }
    }

    private struct TreeMaker {
        var random: SeededGenerator

        static let none = ByteRange(at: 0)
        static let words = [
            "a", "user", "by", "any", "in", "NOT", "a b", "", "x`y", "a.b", "é", "@t", "_1", "1a", "true", "sequence",
        ]
        static let texts = [
            "", "x", "*", "C:\\x", "\"", "\"\"\"", "a\"", "\"a", "\\", "\n", "\t\\", "é😀", "'", "\u{8}\u{C}\r",
            "a\\\"\"\"b", "\\\"",
        ]

        mutating func statement() -> EQLStatement {
            guard Int.random(in: 0..<3, using: &random) == 0 else { return .event(filter()) }
            let isSample = Bool.random(using: &random)
            let own = Int.random(in: 0...2, using: &random)
            let count = Int.random(in: 2...4, using: &random)
            var stages = (0..<count).map { _ in
                EQLStage(filter(), keys: (0..<own).map { _ in field() }, Self.none)
            }
            if !isSample {
                for index in stages.indices.dropFirst() {
                    stages[index].isMissing = Bool.random(using: &random)
                    stages[index].runs = Bool.random(using: &random) ? Int.random(in: 1...100, using: &random) : nil
                }
            }
            let until =
                isSample || Bool.random(using: &random)
                ? nil : EQLStage(filter(), keys: (0..<own).map { _ in field() }, Self.none)
            return .series(
                EQLSeries(
                    isSample ? .sample : .sequence,
                    keys: (0..<Int.random(in: 1...2, using: &random)).map { _ in field() },
                    maxspan: isSample
                        ? nil
                        : EQLSpan(
                            Int64.random(in: 1...999, using: &random), .allCases.randomElement(using: &random) ?? .days,
                            Self.none),
                    stages: stages, until: until, wordRange: Self.none))
        }

        private mutating func filter() -> EQLFilter {
            let name = Self.words.randomElement(using: &random)
            return EQLFilter(
                EQLCategory(Bool.random(using: &random) ? name : nil, Self.none), node(depth: 4), Self.none)
        }

        private mutating func field() -> EQLField {
            let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Self.words.randomElement(using: &random) ?? "a"
            }
            return EQLField(parts, isOptional: Bool.random(using: &random), Self.none)
        }

        private mutating func literal() -> EQLLiteral {
            let content: EQLLiteral.Content =
                switch Int.random(in: 0..<8, using: &random) {
                case 0: .null
                case 1: .boolean(Bool.random(using: &random))
                case 2: .integer(Int64.random(in: 0...Int64.max, using: &random))
                case 3: .decimal(Double.random(in: 0...1e300, using: &random))
                case 4: .decimal([0.1, 1e-300, 1e16, 0].randomElement(using: &random) ?? 1)
                default: .string(Self.texts.randomElement(using: &random) ?? "")
                }
            return EQLLiteral(content, Self.none)
        }

        private mutating func nodes(_ depth: Int, least: Int) -> [EQLNode] {
            (0..<Int.random(in: least...3, using: &random)).map { _ in node(depth: depth - 1) }
        }

        mutating func node(depth: Int) -> EQLNode {
            switch depth == 0 ? Int.random(in: 20..<23, using: &random) : Int.random(in: 0..<23, using: &random) {
            case 0, 1: return .or(nodes(depth, least: 2), Self.none)
            case 2, 3: return .and(nodes(depth, least: 2), Self.none)
            case 4, 5: return .not(node(depth: depth - 1), Self.none)
            case 6, 7, 8:
                return .comparison(
                    node(depth: depth - 1), .allCases.randomElement(using: &random) ?? .equal, node(depth: depth - 1),
                    Self.none)
            case 9, 10:
                return .list(
                    node(depth: depth - 1), nodes(depth, least: 1), isNegated: Bool.random(using: &random),
                    ignoresCase: Bool.random(using: &random), Self.none)
            case 11, 12:
                let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in literal() }
                return .match(
                    node(depth: depth - 1), .allCases.randomElement(using: &random) ?? .colon, values, Self.none)
            case 13, 14, 15:
                let isProduct = Bool.random(using: &random)
                let operations = EQLOperation.allCases.filter { $0.isProduct == isProduct }
                let terms = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                    EQLTerm(operations.randomElement(using: &random) ?? .add, node(depth: depth - 1))
                }
                return .arithmetic(node(depth: depth - 1), terms, Self.none)
            case 16, 17: return .sign(isMinus: Bool.random(using: &random), node(depth: depth - 1), Self.none)
            case 18, 19:
                let name = EQLName("length", ignoresCase: Bool.random(using: &random), Self.none)
                return .call(name, arguments: nodes(depth, least: 0), Self.none)
            case 20: return .field(field())
            default: return .literal(literal())
            }
        }
    }
}
