package import Values

/// A value that a program computes: of a field, of a constant, or of both. Texts are places in the texts of a `ValueStack`.
package enum ComputedValue: Equatable, Sendable {
    /// No value: a missing field, what is computed from one, and what cannot be computed (a division by zero).
    case null
    case boolean(Bool)
    case integer(Int64)
    case double(Double)
    case text(Range<Int>)
    case instant(Instant)
    case address(IPAddress)
    /// A text that is compared as a version.
    case version(Range<Int>)
}

/// How a field's value is read where it is computed with.
package enum FieldReading: UInt32, Sendable, CaseIterable {
    /// As JSON has it.
    case plain
    case text, integer, double, boolean, date, address, version
    /// A whole number; beyond 64 bits with a sign as a double.
    case unsigned
    /// A date with nanoseconds; `date` has milliseconds.
    case dateNanos

    var name: String {
        switch self {
        case .plain: "plain"
        case .text: "text"
        case .integer: "integer"
        case .double: "double"
        case .boolean: "boolean"
        case .date: "date"
        case .address: "address"
        case .version: "version"
        case .unsigned: "unsigned"
        case .dateNanos: "date-nanos"
        }
    }
}

/// How two computed values compare.
package enum ValueOrder: UInt32, Sendable, CaseIterable {
    case equal, less, lessOrEqual, greater, greaterOrEqual

    /// Whether it holds for a comparison's outcome (negative, zero, positive).
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }

    package var symbol: String {
        switch self {
        case .equal: "=="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}

/// Arithmetic of computed values.
package enum ValueOperator: UInt32, Sendable, CaseIterable {
    case add, subtract, multiply, divide, modulo

    package var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .modulo: "%"
        }
    }
}

/// Functions of EQL that computed values go through (reference: eql §6).
package enum ValueFunction: UInt32, Sendable, CaseIterable {
    case between, concat, endsWith, indexOf, length, number, startsWith, string, stringContains, substring

    /// As EQL writes it.
    package var name: String {
        switch self {
        case .between: "between"
        case .concat: "concat"
        case .endsWith: "endsWith"
        case .indexOf: "indexOf"
        case .length: "length"
        case .number: "number"
        case .startsWith: "startsWith"
        case .string: "string"
        case .stringContains: "stringContains"
        case .substring: "substring"
        }
    }

    /// How many arguments it takes.
    package var arguments: ClosedRange<UInt32> {
        switch self {
        case .between: 3...4
        case .concat: 1...UInt32(ProgramFormat.mostValues)
        case .endsWith, .startsWith, .stringContains: 2...2
        case .indexOf, .substring: 2...3
        case .length, .string: 1...1
        case .number: 1...2
        }
    }
}

/// A computed value outside of the machine.
package enum JSONResult: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case double(Double)
    /// Also a date, an address and a version, as `string` writes them.
    case text(String)
}
