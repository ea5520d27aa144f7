import Schemas
package import Values

/// The values that a test of one field takes, as far as their order and their text tell: what is needed to see that one
/// test holds whenever another does.
package enum ValueSet: Hashable, Sendable {
    /// Any value at all.
    case all
    case texts(WildcardPattern)
    case numbers(NumberSpan)
    case addresses(IPRange)
    case flag(Bool)
    /// Nothing is known but the test itself: analyzed text, dates, types that indices disagree on.
    case opaque(Comparison, ignoresCase: Bool)

    package init(_ test: FieldTest) {
        self = .opaque(test.comparison, ignoresCase: test.ignoresCase)
        if case .exists = test.comparison {
            self = .all
            return
        }
        guard let family = test.types.first?.family, test.types.allSatisfy({ $0.family == family }) else { return }
        switch family {
        case .keyword:
            if let pattern = WildcardPattern(test.comparison, ignoresCase: test.ignoresCase) { self = .texts(pattern) }
        case .integer, .float: self = Self.number(test.comparison, isWhole: family == .integer) ?? self
        case .ip:
            if case .equals(let literal) = test.comparison, let block = IPRange(literal.text) {
                self = .addresses(block)
            }
        case .boolean:
            if case .equals(let literal) = test.comparison, let flag = Bool(literal.text) { self = .flag(flag) }
        case .text, .date, .range, .flattened, .object, .other: break
        }
    }

    private static func number(_ comparison: Comparison, isWhole: Bool) -> ValueSet? {
        switch comparison {
        case .equals(let literal): NumberSpan(nil, literal.text, isWhole: isWhole).map { .numbers($0) }
        case .compares(let sign, let literal): NumberSpan(sign, literal.text, isWhole: isWhole).map { .numbers($0) }
        default: nil
        }
    }

    /// Whether every value of `other` is taken here. May say no where the truth is yes, never the reverse.
    package func covers(_ other: ValueSet) -> Bool {
        switch (self, other) {
        case (.all, .opaque(.equals(let literal), _)): literal.kind != .null
        case (.all, _): true
        case (.texts(let own), .texts(let their)): own.covers(their)
        case (.numbers(let own), .numbers(let their)): own.covers(their)
        case (.addresses(let own), .addresses(let their)): own.covers(their)
        default: self == other
        }
    }

    /// Whether no value is taken by both. May say no where the truth is yes, never the reverse.
    package func excludes(_ other: ValueSet) -> Bool {
        switch (self, other) {
        case (.texts(let own), .texts(let their)): own.excludes(their)
        case (.numbers(let own), .numbers(let their)): own.excludes(their)
        case (.addresses(let own), .addresses(let their)): own.excludes(their)
        case (.flag(let own), .flag(let their)): own != their
        default: false
        }
    }
}
