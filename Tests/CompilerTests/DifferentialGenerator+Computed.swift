import Queries
import Schemas
import SourceText

/// Random computed values of EQL: functions, arithmetic, field against field.
extension DifferentialGenerator {
    /// What a value mostly is.
    enum Kind: CaseIterable {
        case text, number, boolean, address, date
    }

    /// A value that stands alone.
    mutating func valueExpression() -> Expr {
        var expr = Expr()
        expr.root = value(&expr, pick([.text, .text, .number, .number, .boolean] as [Kind]), 3)
        return expr
    }

    // MARK: conditions

    /// A condition that compares, tests or is a computed value.
    mutating func computedCondition(_ expr: inout Expr, depth: Int) -> ExprID {
        let kind = pick([.text, .text, .text, .number, .number, .number, .boolean, .address, .date] as [Kind])
        switch Int.random(in: 0..<12, using: &random) {
        case 0...3:
            let left = value(&expr, kind, depth)
            let relation = chance(40) ? .equal : pick(ValueRelation.allCases)
            return add(.compare(left, relation, value(&expr, kind, chance(50) ? 0 : depth)), &expr)
        case 4...7:
            let operand = value(&expr, kind, max(1, depth))
            return add(.valueTest(operand, valueTest(kind)), &expr)
        case 8, 9: return call(&expr, .boolean, depth)
        case 10: return add(.not(computedCondition(&expr, depth: depth)), &expr)
        default: return value(&expr, .boolean, depth)
        }
    }

    private func add(_ node: ExprNode, _ expr: inout Expr) -> ExprID { expr.add(node, span: ByteRange(at: 0)) }

    private mutating func valueTest(_ kind: Kind) -> ValueTest {
        let kind = chance(5) ? pick(Kind.allCases) : kind
        let ignoresCase = chance(35)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return ValueTest(.exists)
        case 1...2: return ValueTest(.compares(pick([.less, .lessOrEqual, .greater, .greaterOrEqual]), literal(kind)))
        case 3...4 where kind == .text, 3 where chance(20):
            return ValueTest(.fits(pattern([.keyword])), ignoresCase: ignoresCase)
        case 5 where kind == .text, 5 where chance(20):
            if let regex = regex([.keyword]) { return ValueTest(.matches(ignoresCase ? regex.ignoringCase : regex)) }
            return ValueTest(.exists)
        default: return ValueTest(.equals(literal(kind)), ignoresCase: kind == .text && ignoresCase)
        }
    }

    /// A test of a field as EQL has them: literals of its kinds, ranges and functions that require a value.
    mutating func asEQL(_ test: FieldTest) -> FieldTest {
        var test = test
        switch test.comparison {
        case .equals(let literal):
            test.ignoresCase = chance(30)
            if chance(50) { test.comparison = .equals(Literal(literal.text, .exact)) }
        case .fits:
            test.ignoresCase = chance(30)
            test.requiresValue = chance(30)
        case .compares, .exists: test.requiresValue = chance(60)
        case .between, .matches, .resembles, .near: break
        }
        return test
    }

    // MARK: values

    private mutating func value(_ expr: inout Expr, _ kind: Kind, _ depth: Int) -> ExprID {
        // What takes this kind of value has to bear others.
        let kind = chance(6) ? pick(Kind.allCases) : kind
        guard depth > 0, chance(75) else {
            if chance(30) { return add(.literal(literal(kind)), &expr) }
            let fields = chance(15) ? Self.fields : Self.fields.filter { Self.kinds($0.types).contains(kind) }
            // Elasticsearch refuses the root of a flattened field as a value.
            let field = pick(fields.filter { $0.name != "flat" })
            return add(.field(FieldValue(field.name, types: field.types)), &expr)
        }
        switch kind {
        case .number where chance(55):
            let first = value(&expr, .number, depth - 1)
            let terms = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                ArithmeticTerm(pick(ArithmeticOperator.allCases), value(&expr, .number, depth - 1))
            }
            return add(.arithmetic(first, terms), &expr)
        case .boolean where chance(40):
            if chance(55) { return computedCondition(&expr, depth: depth - 1) }
            return expression(inside: &expr, depth)
        case .text, .number, .boolean: return call(&expr, kind, depth)
        case .address, .date: return value(&expr, kind, 0)
        }
    }

    /// The kinds that a field of the types may hold.
    private static func kinds(_ types: [FieldType]) -> Set<Kind> {
        guard !types.isEmpty else { return [.text, .number, .boolean] }
        return Set(
            types.flatMap { type -> [Kind] in
                switch type.family {
                case .keyword, .text, .flattened: [.text]
                case .ip: [.address]
                case .integer, .float: [.number]
                case .date: [.date]
                case .boolean: [.boolean]
                case .range, .object, .other: []
                }
            })
    }

    /// A condition as a value: one or two of fields, of values and constant ones, joined and negated.
    private mutating func expression(inside expr: inout Expr, _ depth: Int) -> ExprID {
        let tests = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            if chance(15) { return add(.constant(chance(50)), &expr) }
            if depth > 1, chance(25) { return computedCondition(&expr, depth: depth - 2) }
            // Objects are not of EQL.
            let field = pick(Self.fields.filter { !["o", "x", "deep.a", "flat"].contains($0.name) })
            var comparison = comparison(field.types)
            switch comparison {
            case .exists, .equals, .fits, .compares, .matches: break
            case .between, .resembles, .near: comparison = .equals(Literal(valueText(field.types), .exact))
            }
            return add(.test(asEQL(FieldTest(.named(field.name), types: field.types, comparison))), &expr)
        }
        let whole = tests.count == 1 ? tests[0] : add(chance(50) ? .and(tests) : .or(tests), &expr)
        return chance(30) ? add(.not(whole), &expr) : whole
    }

    // MARK: functions

    private static let functions: [(name: String, result: Kind, arguments: [Kind?], optional: [Kind?])] = [
        ("between", .text, [.text, .text, .text], [.boolean]), ("cidrMatch", .boolean, [.address], []),
        ("concat", .text, [nil], [nil, nil, nil]), ("endsWith", .boolean, [.text, .text], []),
        ("indexOf", .number, [.text, .text], [.number]), ("length", .number, [.text], []),
        ("number", .number, [.text], [.number]), ("startsWith", .boolean, [.text, .text], []),
        ("string", .text, [nil], []), ("stringContains", .boolean, [.text, .text], []),
        ("substring", .text, [.text, .number], [.number]),
    ]
    private static let insensitive = ["between", "endsWith", "indexOf", "startsWith", "stringContains"]

    private mutating func call(_ expr: inout Expr, _ kind: Kind, _ depth: Int) -> ExprID {
        let function = pick(Self.functions.filter { $0.result == kind })
        var kinds = function.arguments + function.optional.prefix(Int.random(in: 0...3, using: &random))
        var arguments: [ExprID] = []
        if function.name == "cidrMatch" {
            arguments.append(value(&expr, .address, 0))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let block = chance(95) ? Literal(pick(Self.blocks), .exact) : literal(pick(Kind.allCases))
                arguments.append(add(.literal(block), &expr))
            }
        } else {
            if chance(3) { kinds.append(pick(Kind.allCases)) }
            if chance(3), kinds.count > 1 { kinds.removeLast() }
            for (index, kind) in kinds.enumerated() {
                if kind == .number, chance(70) {
                    let choices = function.name == "number" ? Self.bases : chance(97) ? Self.places : ["1.5"]
                    let place = chance(90) ? Literal(pick(choices), .number) : Literal("null", .null)
                    arguments.append(add(.literal(place), &expr))
                } else if index > 0, kind == .text, chance(60) {
                    arguments.append(add(.literal(Literal(pick(Self.pieces), .exact)), &expr))
                } else if function.name == "number", chance(50) {
                    arguments.append(add(.literal(Literal(pick(Self.numberTexts), .exact)), &expr))
                } else {
                    arguments.append(value(&expr, kind ?? pick(Kind.allCases), depth - 1))
                }
            }
        }
        let name = FunctionName(
            function.name, ignoresCase: Self.insensitive.contains(function.name) ? chance(50) : false)
        return add(.call(name, arguments), &expr)
    }

    // MARK: constants

    private mutating func literal(_ kind: Kind) -> Literal {
        if chance(4) { return Literal("null", .null) }
        switch kind {
        case .text: return Literal(chance(50) ? pick(Self.pieces) : valueText([.keyword]), .exact)
        case .number: return Literal(pick(Self.literalNumbers), .number)
        case .boolean: return Literal(chance(50) ? "true" : "false", .boolean)
        case .address: return Literal(pick(Self.addresses + ["10.0.0.0/8", "none", ""]), .exact)
        case .date:
            if chance(25) { return Literal(pick(["1704153600000", "1704067200000.5", "0", "1e+12"]), .number) }
            return Literal(pick(Self.dates + ["2024-01", "2024-01-01||/M", "none", ""]), .exact)
        }
    }

    /// Values that computations trip over: letters whose case is more than ASCII, pairs of UTF-16 units, the ends of 64 bits.
    mutating func trap(_ types: [FieldType]) -> String {
        switch (types.isEmpty ? nil : pick(types))?.family {
        case .integer, .float: pick(Self.trapNumbers)
        case .date: pick(["1704153600000", "0", "-1", "2024-01-01T00:00:00.123456Z", "none"])
        case .keyword, .flattened, .text: pick(Self.trapTexts)
        case nil: pick(Self.trapTexts + Self.trapNumbers)
        case .ip, .boolean, .range, .object, .other: pick(Self.trapTexts + ["true", "::ffff:10.0.0.2", "1.2.3"])
        }
    }

    static let trapTexts = [
        "", "école", "ÉCOLE", "İstanbul", "istanbul", "\u{212A}elvin", "kelvin", "a😀b", "A😀B", "😀", "ΣΑΣ", "σας",
        "Foo.foo.FOO",
        "c:\\x", "\u{FF21}\u{FFFD}", "0x1F", "ff", "-5", "5.0", "1e3", " 5", "aaaa", "true",
    ]
    static let trapNumbers = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "9007199254740993", "4.999", "-1.5",
        "0.0",
        "1e3", "1E400", "255", "7", "3", "2",
    ]
    static let pieces = [
        "", "o", "O", "foo", "FOO", "é", "É", "i", "İ", "k", "\u{212A}", "😀", ".", "5", "a", "aa", "b", "σ", "Σ",
        "c:\\", "x",
        "true", "bar",
    ]
    static let blocks = ["10.0.0.0/8", "0.0.0.0/0", "::/0", "10.0.0.2/32", "fe80::/10", "192.168.1.99/24", "::1/128"]
    static let places = [
        "0", "1", "2", "3", "5", "-1", "-2", "-4", "100", "-100", "9223372036854775807", "-9223372036854775808",
    ]
    static let bases = ["10", "16", "2", "8", "36", "7", "1", "0", "37", "-16"]
    static let numberTexts = [
        "5", "+5", "-5", "05", "1.5", ".5", "1e3", "0x1F", "0X1f", "-0x1f", "0x", "ff", "FF", "zz", "101", "", " 5",
        "5 ", "5x",
        "nan", "inf", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "7fffffffffffffff",
        "8000000000000000", "-", "1_000", "٣",
    ]
    static let literalNumbers = [
        "0", "1", "2", "3", "5", "-1", "-5", "1.5", "0.1", "5.0", "7", "255", "1000", "9223372036854775807",
        "-9223372036854775808", "9.223372036854776e+18", "1e+20", "-0.0", "9007199254740993.0",
    ]
}
