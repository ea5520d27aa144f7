import Diagnostics
import Schemas
import SourceText

/// Comparisons that a field's type cannot have.
enum ComparisonTypes {
    /// Whether a value of the type can meet the comparison.
    static func takes(_ type: FieldType, _ comparison: Comparison) -> Bool {
        switch comparison {
        case .exists: true
        case .fits: type.family.takesPatterns && type.family != .object
        case .matches, .resembles: type.family == .keyword || type.family == .text
        case .equals(let literal):
            type.family != .object && ValueShape.mismatch(of: literal, as: type, inRange: false) == nil
        case .near(let text, _):
            type.family != .object && ValueShape.mismatch(of: Literal(text, .phrase), as: type, inRange: false) == nil
        case .compares(_, let literal): ValueShape.mismatch(of: literal, as: type, inRange: true) == nil
        case .between(let low, let high):
            [low, high].allSatisfy { ValueShape.mismatch(of: $0.literal, as: type, inRange: true) == nil }
        }
    }

    /// What is wrong where no type of the field takes the comparison; nil for a field without types.
    static func issue(
        _ comparison: Comparison, _ name: String, _ types: [FieldType], at range: ByteRange
    ) -> Diagnostic? {
        guard let first = types.first, !types.contains(where: { takes($0, comparison) }) else { return nil }
        for literal in literals(comparison) {
            let isRange = if case .equals = comparison { false } else { true }
            guard let fault = ValueShape.mismatch(of: literal, as: first, inRange: isRange) else { continue }
            return Diagnostic(
                .valueDoesNotFit(field: name, type: first.rawValue, value: literal.text), range,
                "`\(name)` is \(first.phrase), but `\(literal.text)` is \(fault.message)", help: fault.help)
        }
        return Diagnostic(
            .patternOnType(field: name, type: first.rawValue), range,
            "`\(name)` is \(first.phrase), which does not support a \(word(comparison))")
    }

    private static func literals(_ comparison: Comparison) -> [Literal] {
        switch comparison {
        case .equals(let literal), .compares(_, let literal): [literal]
        case .between(let low, let high): [low.literal, high.literal]
        case .near(let text, _): [Literal(text, .phrase)]
        case .exists, .fits, .matches, .resembles: []
        }
    }

    private static func word(_ comparison: Comparison) -> String {
        switch comparison {
        case .matches: "regular expression"
        case .resembles: "fuzzy term"
        default: "pattern"
        }
    }
}
