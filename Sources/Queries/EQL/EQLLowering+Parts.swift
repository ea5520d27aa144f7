// Parts of EQL's tree as parts of the IR.

extension EQLNode {
    var isField: Bool { if case .field = self { true } else { false } }

    /// Whether the node is true or false by its form.
    var isCondition: Bool {
        switch self {
        case .or, .and, .not, .comparison, .list, .match, .call: true
        case .field, .literal, .arithmetic, .sign: false
        }
    }
}

extension EQLComparison {
    /// The same with its sides exchanged.
    var mirrored: EQLComparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    /// nil for equality.
    var rangeOperator: RangeOperator? {
        switch self {
        case .equal, .notEqual: nil
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }

    /// Of `!=` that of which it is the negation.
    var relation: ValueRelation {
        switch self {
        case .equal, .notEqual: .equal
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }
}

extension EQLOperation {
    var operation: ArithmeticOperator {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .modulo: .modulo
        }
    }

    init(_ operation: ArithmeticOperator) {
        switch operation {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide: self = .divide
        case .modulo: self = .modulo
        }
    }
}

extension EQLFunction {
    /// The functions that are operators.
    static let operations: [String: ArithmeticOperator] = [
        "add": .add, "subtract": .subtract, "multiply": .multiply, "divide": .divide, "modulo": .modulo,
    ]
}

extension Literal {
    init(_ literal: EQLLiteral) {
        switch literal.content {
        case .string(let text): self.init(text, .exact)
        case .integer(let number): self.init(String(number), .number)
        case .decimal(let number): self.init(String(number), .number)
        case .boolean(let value): self.init(value ? "true" : "false", .boolean)
        case .null: self.init("null", .null)
        }
    }
}

extension Comparison {
    /// What `:` and `like` test: `*` and `?` of a string are wildcards, and cannot be escaped.
    package init(eql literal: EQLLiteral) {
        guard case .string(let text) = literal.content else {
            self = .equals(Literal(literal))
            return
        }
        var parts: [WildcardText.Part] = []
        var plain = ""
        for scalar in text.unicodeScalars {
            if scalar == "*" || scalar == "?" {
                if !plain.isEmpty { parts.append(.literal(plain)) }
                plain = ""
                parts.append(scalar == "*" ? .anyCharacters : .oneCharacter)
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        if parts.isEmpty {
            self = .equals(Literal(text, .exact))
            return
        }
        if !plain.isEmpty { parts.append(.literal(plain)) }
        let pattern = WildcardText(parts)
        self = pattern.isLoneStar ? .exists : .fits(pattern)
    }
}
