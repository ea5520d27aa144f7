import Diagnostics
import Schemas
import SourceText

/// What is wrong with the names and values of a query, reported against the lookup's types.
extension KQLLowering {
    /// A name: known, and inside the right block if it is in a nested object.
    ///
    /// A name before a list of values is tested once for each; what is wrong with it is one issue.
    mutating func checkName(_ name: String, _ answer: Answer, _ place: ByteRange, path: String?) {
        guard checkedNames.insert(place).inserted else { return }
        guard !answer.types.isEmpty else {
            if fields.isClosed { unknownField(name, place) }
            return
        }
        switch (answer.nestedPath, path) {
        case (let nested?, nil):
            let rest = name.utf8.dropFirst(nested.utf8.count + 1)
            issues.append(
                Diagnostic(
                    .nesting(field: name), place,
                    "`\(name)` is in the nested field `\(nested)`, so this finds nothing",
                    help: "write `\(nested):{ \(String(decoding: rest, as: UTF8.self)): … }`"))
        case (let nested?, let path?) where !nested.utf8.elementsEqual(path.utf8):
            issues.append(
                Diagnostic(
                    .nesting(field: name), place, "`\(name)` is in the nested field `\(nested)`, not in `\(path)`",
                    help: "open a block of its own for `\(nested)`"))
        default: break
        }
    }

    /// The path of a block: a nested field, where the lookup knows it.
    mutating func checkBlock(_ path: String, _ place: ByteRange) {
        let types = fields.types(of: path)
        if types.contains(.nested) { return }
        if !types.isEmpty && !types.allSatisfy({ $0 == .object }) || fields.isClosed && !types.isEmpty {
            let names = types.map(\.rawValue).joined(separator: " or ")
            issues.append(
                Diagnostic(
                    .nesting(field: path), place, "braces need a nested field, but `\(path)` is `\(names)`",
                    help: "write the names in full, without braces: `\(path).…`"))
        } else if fields.isClosed, fields.fields(matching: path + ".*", limit: 1).isEmpty {
            unknownField(path, place)
        } else if fields.isClosed {
            issues.append(
                Diagnostic(
                    .nesting(field: path), place, "braces need a nested field, but `\(path)` is an ordinary object",
                    help: "write the names in full, without braces: `\(path).…`"))
        }
    }

    mutating func unknownField(_ name: String, _ place: ByteRange) {
        issues.append(Diagnostic(.unknownField(name), place, "unknown field `\(name)`"))
    }

    /// A value or pattern: one that a value of the type can meet, for at least one type of the field.
    mutating func checkValue(_ name: String, _ types: [FieldType], _ test: Test) {
        guard let first = types.first else { return }
        switch test.comparison {
        case .exists, .between, .matches, .resembles, .near: break
        case .fits(let pattern):
            let isKeyed = types == [.flattened] && hasFlattenedAncestor(name)
            guard types.allSatisfy({ !$0.family.takesPatterns }) || isKeyed else { return }
            let kind = isKeyed ? "a key of a `flattened` field" : first.phrase
            issues.append(
                Diagnostic(
                    .patternOnType(field: name, type: first.rawValue), test.value.range,
                    "`\(name)` is \(kind), which does not support a pattern such as `\(pattern.display)`",
                    help: patternHelp(first)))
        case .equals(let literal), .compares(_, let literal):
            let isRange = if case .compares = test.comparison { true } else { false }
            let faults = types.map { ValueShape.mismatch(of: literal, as: $0, inRange: isRange) }
            guard faults.allSatisfy({ $0 != nil }), let fault = faults[0] else { return }
            issues.append(
                Diagnostic(
                    .valueDoesNotFit(field: name, type: first.rawValue, value: literal.text), test.value.range,
                    "`\(name)` is \(first.phrase), but `\(shown(literal))` is \(fault.message)",
                    help: fault.help))
        }
    }

    private func hasFlattenedAncestor(_ name: String) -> Bool {
        var ancestor = Substring(name)
        while let dot = ancestor.lastIndex(of: ".") {
            ancestor = ancestor[..<dot]
            if fields.types(of: String(ancestor)).contains(.flattened) { return true }
        }
        return false
    }

    private func patternHelp(_ type: FieldType) -> String {
        switch type.family {
        case .ip: "write a CIDR block such as `10.0.0.0/8`, or a range"
        case .integer, .float, .date: "write a range: `>=` and `<`"
        case .boolean: "write `true` or `false`"
        default: "write the whole value, or `*` to test that the key exists"
        }
    }

    private func shown(_ literal: Literal) -> String {
        literal.kind == .phrase ? "\"\(literal.text)\"" : literal.text
    }
}

extension FieldType {
    /// The type with its article, for messages.
    var phrase: String { "\("aeiou".contains(rawValue.prefix(1)) ? "an" : "a") `\(rawValue)`" }
}

extension FieldType.Family {
    /// Whether Elasticsearch runs a pattern on the type.
    var takesPatterns: Bool {
        switch self {
        case .ip, .integer, .float, .date, .boolean: false
        case .keyword, .text, .range, .flattened, .object, .other: true
        }
    }
}
