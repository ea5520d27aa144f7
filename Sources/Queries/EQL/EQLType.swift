import Schemas
import SourceText

/// What a value of an expression is, as far as operators and functions tell types apart.
enum EQLType: Sendable, Hashable {
    case boolean, string, number, date, ip, version
    /// The literal `null`, and an optional field that no index has: it goes with everything.
    case null
    /// Nothing is known, so nothing is wrong.
    case unknown

    /// The type of a field; nil for those that EQL does not read.
    init?(_ type: FieldType) {
        switch type.family {
        case .keyword, .text: self = .string
        case .ip: self = .ip
        case .integer, .float: self = .number
        case .date: self = .date
        case .boolean: self = .boolean
        case .range, .object: return nil
        case .flattened: self = .unknown
        case .other:
            switch type {
            case .version: self = .version
            case .geoPoint, .geoShape, .histogram, .denseVector: return nil
            default: self = .unknown
            }
        }
    }

    init(_ content: EQLLiteral.Content) {
        switch content {
        case .string: self = .string
        case .integer, .decimal: self = .number
        case .boolean: self = .boolean
        case .null: self = .null
        }
    }

    var isOpen: Bool { self == .null || self == .unknown }

    /// Whether values of the two types can be compared. Text is read as what it is compared with, where that has a form
    /// in text; numbers are milliseconds beside dates.
    func compares(with other: EQLType) -> Bool {
        if self == other || isOpen || other.isOpen { return true }
        return switch (self, other) {
        case (.date, .string), (.string, .date), (.date, .number), (.number, .date), (.ip, .string), (.string, .ip),
            (.version, .string), (.string, .version):
            true
        default: false
        }
    }

    /// With its article, for messages.
    var phrase: String {
        switch self {
        case .boolean: "a boolean"
        case .string: "a string"
        case .number: "a number"
        case .date: "a date"
        case .ip: "an address"
        case .version: "a version"
        case .null: "`null`"
        case .unknown: "of unknown type"
        }
    }
}

/// A function of EQL.
struct EQLFunction: Sendable {
    enum Parameter: Sendable {
        case string, number, boolean, ip
        /// A CIDR block, as a constant.
        case block
        case any

        func takes(_ type: EQLType) -> Bool {
            switch self {
            case _ where type.isOpen: true
            case .any: true
            case .string, .block: type == .string
            case .number: type == .number
            case .boolean: type == .boolean
            case .ip: type == .ip
            }
        }

        var phrase: String {
            switch self {
            case .string: "a string"
            case .number: "a number"
            case .boolean: "`true` or `false`"
            case .ip: "an `ip` field"
            case .block: "a CIDR block as a string"
            case .any: "a value"
            }
        }
    }

    var name: String
    var required: [Parameter]
    var optional: [Parameter] = []
    /// What any number of further arguments are.
    var further: Parameter?
    var result: EQLType
    /// Whether it has a form with `~`.
    var hasInsensitiveForm = false

    /// The parameter at a place; nil after the last.
    func parameter(_ index: Int) -> Parameter? {
        if index < required.count { return required[index] }
        let rest = index - required.count
        return rest < optional.count ? optional[rest] : further
    }

    static let all: [EQLFunction] = [
        EQLFunction(name: "add", required: [.number, .number], result: .number),
        EQLFunction(
            name: "between", required: [.string, .string, .string], optional: [.boolean], result: .string,
            hasInsensitiveForm: true),
        EQLFunction(name: "cidrMatch", required: [.ip, .block], further: .block, result: .boolean),
        EQLFunction(name: "concat", required: [.any], further: .any, result: .string),
        EQLFunction(name: "divide", required: [.number, .number], result: .number),
        EQLFunction(
            name: "endsWith", required: [.string, .string], result: .boolean, hasInsensitiveForm: true),
        EQLFunction(
            name: "indexOf", required: [.string, .string], optional: [.number], result: .number,
            hasInsensitiveForm: true),
        EQLFunction(name: "length", required: [.string], result: .number),
        EQLFunction(name: "modulo", required: [.number, .number], result: .number),
        EQLFunction(name: "multiply", required: [.number, .number], result: .number),
        EQLFunction(name: "number", required: [.string], optional: [.number], result: .number),
        EQLFunction(
            name: "startsWith", required: [.string, .string], result: .boolean, hasInsensitiveForm: true),
        EQLFunction(name: "string", required: [.any], result: .string),
        EQLFunction(
            name: "stringContains", required: [.string, .string], result: .boolean, hasInsensitiveForm: true),
        EQLFunction(name: "substring", required: [.string, .number], optional: [.number], result: .string),
        EQLFunction(name: "subtract", required: [.number, .number], result: .number),
    ]

    private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })

    /// The only name that a mistyped one is near.
    static func near(_ name: String) -> String? { NearestName.clear(name, among: all.lazy.map(\.name)) }

    /// Names are looked up without regard to case.
    static func named(_ name: String) -> EQLFunction? { table[name.lowercased()] }
}
