import Machine
import Queries
import Schemas
import Values

/// The values of the IR as computations of the machine, conditions on values among them.
struct ValueLowering {
    private let expr: Expr

    init(_ expr: Expr) { self.expr = expr }

    /// A node in three truth values: as a script has it, and as `query --to value` prints it.
    func lower(_ id: ExprID) -> Computation {
        switch expr[id] {
        case .constant(let value): .boolean(value)
        case .and(let ids): .all(ids.map(lower))
        case .or(let ids): .any(ids.map(lower))
        case .not(let part): .not(lower(part))
        case .test(let test): self.test(test)
        case .compare(let left, let relation, let right): .compares(lower(left), relation.machine, lower(right))
        case .valueTest(let value, let test): self.test(lower(value), test)
        case .field(let field): .field(field.name, FieldReading(field.types))
        case .literal(let literal): Self.constant(literal)
        case .call(let name, let arguments): call(name, arguments)
        case .arithmetic(let first, let terms):
            terms.reduce(lower(first)) { .arithmetic($0, $1.operation.machine, lower($1.operand)) }
        // No language with values has nested blocks; opaque parts are reported, and such an expression is not compiled.
        case .nested, .opaque: .null
        }
    }

    /// A test of a field; null for an event without the field, but for `!= null`.
    private func test(_ test: FieldTest) -> Computation {
        let condition = Lowering(expr: expr).lower(test, in: nil)
        guard case .named(let name) = test.field else { return .null }
        let isFlattened = test.types.contains(.flattened)
        let known = Computation.known(isFlattened ? .leaves(name) : .values(name))
        if test.comparison == .exists {
            return test.requiresValue ? known : Self.computation(condition, known)
        }
        return Self.computation(condition, known)
    }

    private static func computation(_ condition: Condition, _ known: Computation) -> Computation {
        switch condition {
        // What no value of the field meets, or every value.
        case .constant(let value): value ? known : .not(known)
        case .all(let parts): .all(parts.map { computation($0, known) })
        case .any(let parts): .any(parts.map { computation($0, known) })
        case .not(let part): .not(computation(part, known))
        case .test(let question, let predicate): .test(question, predicate)
        case .computed(let computation): computation
        case .nested: .null
        }
    }

    private static func constant(_ literal: Literal) -> Computation {
        switch literal.kind {
        case .null: .null
        case .boolean: .boolean(literal.text.utf8.elementsEqual("true".utf8))
        case .number: Computation(number: literal.text)
        case .anyWord, .allWords, .phrase, .exact: .text(Array(literal.text.utf8))
        }
    }

    // MARK: tests

    private func test(_ value: Computation, _ test: ValueTest) -> Computation {
        switch test.comparison {
        case .exists: return .exists(value)
        case .equals(let literal):
            guard test.ignoresCase, literal.kind == .exact else {
                return .compares(value, .equal, Self.constant(literal))
            }
            return .fits(value, PatternText.folded(WildcardText([.literal(literal.text)]), .unicode), ignoresCase: true)
        case .fits(let pattern):
            let parts = test.ignoresCase ? PatternText.folded(pattern, .unicode) : PatternText.parts(pattern)
            return .fits(value, parts, ignoresCase: test.ignoresCase)
        case .compares(let relation, let literal):
            return .compares(value, ValueOrder(relation), Self.constant(literal))
        case .between(let low, let high):
            return .all(
                [low, high].map { .compares(value, ValueOrder($0.relation), Self.constant($0.literal)) })
        case .matches, .resembles: return test.comparison.automaton.map { .accepts(value, $0) } ?? .null
        case .near(let words, _): return .compares(value, .equal, .text(Array(words.utf8)))
        }
    }

    // MARK: functions

    private func call(_ name: FunctionName, _ ids: [ExprID]) -> Computation {
        if name.text == "cidrMatch" { return addressTest(ids) }
        let arguments = ids.map(lower)
        guard let function = ValueFunction.allCases.first(where: { $0.name.utf8.elementsEqual(name.text.utf8) }),
            function.arguments.contains(UInt32(clamping: arguments.count))
        else { return .null }
        return .call(function, arguments, ignoresCase: name.ignoresCase)
    }

    private func addressTest(_ ids: [ExprID]) -> Computation {
        guard let first = ids.first else { return .null }
        let value = lower(first)
        var tests: [Computation] = []
        for id in ids.dropFirst() {
            guard case .literal(let literal) = expr[id], let range = IPRange(Array(literal.text.utf8).span) else {
                return .null
            }
            tests.append(.isIn(value, range))
        }
        return tests.count == 1 ? tests[0] : .any(tests)
    }
}

extension FieldReading {
    /// That of a field of these types; of several families as JSON has it.
    init(_ types: [FieldType]) {
        let readings = Set(types.map { FieldReading($0) })
        self = readings.count == 1 ? readings.first ?? .plain : .plain
    }

    private init(_ type: FieldType) {
        switch type.family {
        case .keyword, .text, .flattened: self = .text
        case .ip: self = .address
        case .integer: self = type == .unsignedLong ? .unsigned : .integer
        case .float: self = .double
        case .date: self = type == .dateNanos ? .dateNanos : .date
        case .boolean: self = .boolean
        case .object, .range: self = .plain
        case .other: self = type == .version ? .version : .plain
        }
    }
}

extension ValueRelation {
    fileprivate var machine: ValueOrder {
        switch self {
        case .equal: .equal
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }
}

extension ValueOrder {
    fileprivate init(_ relation: RangeOperator) {
        switch relation {
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        }
    }
}

extension ArithmeticOperator {
    fileprivate var machine: ValueOperator {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .modulo: .modulo
        }
    }
}
