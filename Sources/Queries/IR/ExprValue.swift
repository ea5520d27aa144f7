package import Schemas

/// The value of a field where it is computed with or compared with another value.
package struct FieldValue: Hashable, Sendable {
    package var name: String
    /// The types of the field; more than one where indices disagree, none where it is unknown.
    package var types: [FieldType]

    package init(_ name: String, types: [FieldType]) {
        self.name = name
        self.types = types
    }
}

/// How two values compare.
package enum ValueRelation: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The relation with its sides exchanged.
    package var mirrored: ValueRelation {
        switch self {
        case .equal: .equal
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    /// The relation that holds where this one does not and both values exist; nil for equality, which has none.
    package var opposite: ValueRelation? {
        switch self {
        case .equal: nil
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }
}

/// A test of a computed value against constants. Without a value it is null, except for `.exists`, which is false.
package struct ValueTest: Hashable, Sendable {
    package var comparison: Comparison
    package var ignoresCase: Bool

    package init(_ comparison: Comparison, ignoresCase: Bool = false) {
        self.comparison = comparison
        self.ignoresCase = ignoresCase
    }
}

/// A function of the query's language.
package struct FunctionName: Hashable, Sendable {
    /// In the language's own spelling where it is known, else as written.
    package var text: String
    /// The form that compares letters without case.
    package var ignoresCase: Bool

    package init(_ text: String, ignoresCase: Bool) {
        self.text = text
        self.ignoresCase = ignoresCase
    }
}

package enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
}

/// An operator and the operand after it.
package struct ArithmeticTerm: Hashable, Sendable {
    package var operation: ArithmeticOperator
    package var operand: ExprID

    package init(_ operation: ArithmeticOperator, _ operand: ExprID) {
        self.operation = operation
        self.operand = operand
    }
}

/// A part of a query that the IR has no node for. Two parts of the same text are the same; nothing else follows from one.
package struct OpaquePart: Hashable, Sendable {
    /// The part in the query's own words, whitespace as one space.
    package var text: String
    /// Why it is opaque, for messages: a sentence without its full stop.
    package var reason: String

    package init(_ text: String, reason: String) {
        self.text = text
        self.reason = reason
    }

    package static func == (a: OpaquePart, b: OpaquePart) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
