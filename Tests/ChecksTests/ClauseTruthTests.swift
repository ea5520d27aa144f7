import Diagnostics
import Documents
import ExampleSupport
import Queries
import Rules
import Schemas
import SourceText
import Testing

@testable import Checks

/// What the checks say of clauses is true of events: random queries, checked against a plain evaluation of their expressions.
@Suite struct ClauseTruthTests {
    private static let fields = FieldMapping([
        "event.action": "keyword", "user.name": "keyword", "source.port": "long",
    ])

    @Test(arguments: [
        ("redundant-clause", 80), ("query-not-optimized", 40), ("duplicate-value", 10), ("list-of-one", 0),
    ])
    func safeFixesKeepTheMeaning(_ id: String, _ least: Int) throws {
        let check = try #require(CheckSuggestions.check(id))
        var context = CheckContext(profile: .elastic)
        context.plan = CheckPlan([check], .elastic)
        var random = Random(state: 7)
        var fixes = 0
        for _ in 0..<400 {
            let query = random.query(depth: 3)
            let source = Self.file(query)
            for finding in CheckRunner.lint(source, context).findings {
                guard let fix = finding.fix, fix.applicability == .safe else { continue }
                fixes += 1
                let after = Self.query(in: FixedText.apply(fix, to: source))
                #expect(Self.agree(query, after), "\(query) became \(after)")
            }
        }
        #expect(fixes >= least)
    }

    @Test func whatNeverHoldsNeverHolds() {
        var random = Random(state: 11)
        var verdicts = 0
        for _ in 0..<1_000 {
            let query = random.query(depth: 3)
            let expr = Self.expr(query)
            for fault in ClauseAnalysis.result(of: expr, isSingle: { _ in false }).verdicts
            where fault.decidesQuery {
                verdicts += 1
                let wanted = fault.kind == .tautology
                let isTrue = Self.events.allSatisfy { Evaluation(expr: expr, event: $0).holds(expr.root) == wanted }
                #expect(isTrue, "\(fault.kind) in \(query)")
            }
        }
        #expect(verdicts > 40)
    }

    @Test func equalDigestsAreEqualInMeaning() {
        var random = Random(state: 13)
        var queries: [ExprDigest: String] = [:]
        var pairs = 0
        for _ in 0..<3_000 {
            let query = random.query(depth: 2)
            let digest = Self.expr(query).digest
            if let other = queries[digest], other != query {
                pairs += 1
                #expect(Self.agree(query, other), "\(query) and \(other)")
            }
            queries[digest] = query
        }
        #expect(pairs > 8)
    }

    // MARK: evaluation

    private static func expr(_ query: String) -> Expr { KQL.lower(KQL.parse(query), fields: fields).expr }

    private static func agree(_ a: String, _ b: String) -> Bool {
        let left = expr(a)
        let right = expr(b)
        return events.allSatisfy { event in
            Evaluation(expr: left, event: event).holds(left.root)
                == Evaluation(expr: right, event: event).holds(right.root)
        }
    }

    /// Every mix of no, one and two values.
    private static let events: [[String: [String]]] = {
        let texts: [[String]] = [[], ["a"], ["ab"], ["abb"], ["b"], ["c"], ["a", "b"], ["ab", "c"]]
        let numbers: [[String]] = [[], ["1"], ["2"], ["3"], ["5"], ["1", "5"]]
        return texts.flatMap { action in
            texts.flatMap { user in
                numbers.map { ["event.action": action, "user.name": user, "source.port": $0] }
            }
        }
    }()

    private static func file(_ query: String) -> SourceFile {
        let text = """
            [metadata]
            [rule]
            index = ["logs-azure.activitylogs-*"]
            language = "kuery"
            type = "query"
            query = '''
            \(query)
            '''
            """
        return SourceFile(id: SourceID(0), path: "a.toml", bytes: Array(text.utf8))
    }

    private static func query(in source: SourceFile) -> String {
        DocumentReader.read(source).documents.first.map { ElasticRuleReader.read($0).elastic.query?.text ?? "" } ?? ""
    }
}

/// The plain meaning of an expression for one event.
private struct Evaluation {
    var expr: Expr
    var event: [String: [String]]

    func holds(_ id: ExprID) -> Bool {
        switch expr[id] {
        case .constant(let value): value
        case .and(let parts): parts.allSatisfy { holds($0) }
        case .or(let parts): parts.contains { holds($0) }
        case .not(let part): !holds(part)
        case .test(let test): holds(test)
        // The generated queries have neither.
        case .nested, .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque: false
        }
    }

    private func holds(_ test: FieldTest) -> Bool {
        guard case .named(let name) = test.field else { return false }
        return (event[name] ?? []).contains { value in
            switch test.comparison {
            case .exists: true
            case .equals(let literal): value == literal.text
            case .fits(let pattern): Self.fits(Array(value), Array(pattern.display))
            case .compares(let sign, let literal): Self.compares(Int(value) ?? 0, sign, Int(literal.text) ?? 0)
            default: false
            }
        }
    }

    private static func compares(_ a: Int, _ sign: RangeOperator, _ b: Int) -> Bool {
        switch sign {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }

    private static func fits(_ text: [Character], _ pattern: [Character]) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return (0...text.count).contains { fits(Array(text[$0...]), Array(pattern.dropFirst())) }
        }
        return text.first == first && fits(Array(text.dropFirst()), Array(pattern.dropFirst()))
    }
}

/// Queries of few fields and values, so that clauses often bear on each other.
private struct Random {
    var state: UInt64

    private mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    private mutating func pick(_ words: [String]) -> String { words[next(words.count)] }

    mutating func query(depth: Int) -> String {
        let count = 2 + next(3)
        let word = next(2) == 0 ? " and " : " or "
        return (0..<count).map { _ in part(depth: depth - 1) }.joined(separator: word)
    }

    private mutating func part(depth: Int) -> String {
        let sign = next(4) == 0 ? "not " : ""
        if depth > 0, next(3) == 0 { return sign + "(" + query(depth: depth) + ")" }
        return sign + test()
    }

    private mutating func test() -> String {
        if next(4) == 0 { return "source.port " + pick(["<", "<=", ">", ">="]) + " " + pick(["1", "2", "3", "5"]) }
        let field = pick(["event.action", "event.action", "user.name"])
        let values = ["a", "ab", "b", "a*", "*b", "ab*", "*", "\"a\"", "\"ab\""]
        guard next(2) == 0 else { return field + ":" + pick(values) }
        let count = 2 + next(2)
        let word = next(4) == 0 ? " and " : " or "
        return field + ":(" + (0..<count).map { _ in pick(values) }.joined(separator: word) + ")"
    }
}
