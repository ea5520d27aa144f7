extension EQL {
    /// The number that arithmetic over numbers gives: whole ones stay whole, division between them goes toward zero.
    ///
    /// nil for anything else, for a division by zero, and for what 64 bits do not hold.
    package static func constant(_ node: EQLNode) -> EQLLiteral.Content? {
        switch node {
        case .literal(let literal):
            switch literal.content {
            case .integer, .decimal: return literal.content
            case .string, .boolean, .null: return nil
            }
        case .sign(let isMinus, let inner, _):
            guard let value = constant(inner) else { return nil }
            return isMinus ? apply(.subtract, .integer(0), value) : value
        case .arithmetic(let first, let terms, _):
            var value = constant(first)
            for term in terms {
                guard let left = value, let right = constant(term.operand) else { return nil }
                value = apply(term.operation, left, right)
            }
            return value
        case .or, .and, .not, .comparison, .list, .match, .call, .field: return nil
        }
    }

    private static func apply(
        _ operation: EQLOperation, _ left: EQLLiteral.Content, _ right: EQLLiteral.Content
    ) -> EQLLiteral.Content? {
        if case .integer(let left) = left, case .integer(let right) = right {
            return apply(operation, left, right).map { .integer($0) }
        }
        guard let left = double(left), let right = double(right) else { return nil }
        let value: Double =
            switch operation {
            case .add: left + right
            case .subtract: left - right
            case .multiply: left * right
            case .divide: left / right
            case .modulo: left.truncatingRemainder(dividingBy: right)
            }
        return value.isFinite ? .decimal(value) : nil
    }

    private static func apply(_ operation: EQLOperation, _ left: Int64, _ right: Int64) -> Int64? {
        let (value, overflows) =
            switch operation {
            case .add: left.addingReportingOverflow(right)
            case .subtract: left.subtractingReportingOverflow(right)
            case .multiply: left.multipliedReportingOverflow(by: right)
            case .divide: left.dividedReportingOverflow(by: right)
            case .modulo: left.remainderReportingOverflow(dividingBy: right)
            }
        return overflows ? nil : value
    }

    private static func double(_ content: EQLLiteral.Content) -> Double? {
        switch content {
        case .integer(let value): Double(value)
        case .decimal(let value): value
        case .string, .boolean, .null: nil
        }
    }
}
