import Queries
import Schemas

/// What a test of a computed value asks.
enum ReferenceComputation {
    /// null without a value, apart from `.exists`, which is false.
    static func answer(_ value: ReferenceScalar?, _ test: ValueTest) -> Bool? {
        if case .exists = test.comparison { return value != nil }
        guard let value else { return nil }
        switch test.comparison {
        case .exists: return true
        case .equals(let literal): return holds(value, .equal, literal, test)
        case .compares(let relation, let literal): return holds(value, ValueRelation(relation), literal, test)
        case .between(let low, let high):
            let sides = [low, high].map { holds(value, ValueRelation($0.relation), $0.literal, test) }
            return sides.contains(false) ? false : sides.contains(nil) ? nil : true
        case .fits(let pattern):
            guard case .text(let units) = value else { return false }
            guard test.ignoresCase else { return ReferenceText.fits(text(units), pattern) }
            return ReferenceText.fits(text(ReferenceScalar.folded(units)), pattern.mapLiterals(ReferenceScalar.folded))
        case .matches(let regex):
            guard case .text(let units) = value else { return false }
            return ReferenceRegex.fits(text(units), regex.root)
        case .resembles, .near: return false
        }
    }

    private static func holds(
        _ value: ReferenceScalar, _ relation: ValueRelation, _ literal: Literal, _ test: ValueTest
    ) -> Bool? {
        ReferenceScalar(literal).map {
            ReferenceScalar.holds(value, relation, $0, ignoresCase: test.ignoresCase)
        }
    }

    private static func text(_ units: [UInt16]) -> String { String(decoding: units, as: UTF16.self) }

    /// The value of a field in an event or an object of one.
    static func value(_ values: [ReferenceEvent.Value], _ types: [FieldType]) -> ReferenceScalar? {
        let families = Set(types.map(family))
        let isFlat = types.contains { $0.family == .flattened }
        return ReferenceScalar.least(of: isFlat ? values.flatMap(\.leaves) : values, Array(families))
    }

    private static func family(_ type: FieldType) -> ReferenceScalar.FieldFamily {
        switch type.family {
        case .keyword, .text, .flattened: .text
        case .ip: .address
        case .integer: type == .unsignedLong ? .unsigned : .whole
        case .float: .double
        case .date: type == .dateNanos ? .nanoseconds : .date
        case .boolean: .boolean
        case .object: .nothing
        case .range: .json
        case .other: type == .version ? .version : .json
        }
    }
}

extension ValueRelation {
    init(_ relation: RangeOperator) {
        switch relation {
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        }
    }
}

/// A value as JSON has it.
package enum ReferenceResult: Hashable {
    case text(String)
    case whole(Int64)
    case double(Double)
    case boolean(Bool)

    init(_ value: ReferenceScalar) {
        switch value {
        case .whole(let number): self = .whole(number)
        case .double(let number): self = .double(number)
        case .boolean(let flag): self = .boolean(flag)
        case .text, .date, .address, .version:
            self = .text(String(decoding: ReferenceFunctions.text(value), as: UTF16.self))
        }
    }
}
