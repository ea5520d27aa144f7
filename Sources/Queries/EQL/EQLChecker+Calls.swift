import Diagnostics
import Schemas
import SourceText

/// Functions and the keys of sequences.
extension EQLChecker {
    mutating func callValue(_ name: EQLName, _ arguments: [EQLNode], _ range: ByteRange) -> Value {
        let values = arguments.map { value(of: $0) }
        let isConstant = values.allSatisfy(\.isConstant)
        guard let function = EQLFunction.named(name.text) else {
            let near = EQLFunction.near(name.text)
            issues.append(
                Diagnostic(
                    .unknownFunction(name.text), name.range, "unknown function `\(name.text)`",
                    help: Self.replacement(of: name.text) ?? near.map { "did you mean `\($0)`?" }
                ).meaning(near.map { name.ignoresCase ? "\($0)~" : $0 }))
            return Value(.unknown, isConstant: isConstant)
        }
        if name.ignoresCase, !function.hasInsensitiveForm {
            note(
                .arguments(function: function.name), name.range,
                "`\(name.text)` has no form that ignores case", help: "remove the `~`")
        }
        if let message = Self.countFault(function, arguments.count) {
            note(.arguments(function: function.name), range, message, help: "the form is `\(Self.form(function))`")
            return Value(function.result, isConstant: isConstant)
        }
        for (index, node) in arguments.enumerated() {
            guard let parameter = function.parameter(index) else { break }
            check(node, values[index], parameter, of: function)
        }
        return Value(function.result, isConstant: isConstant)
    }

    private mutating func check(
        _ node: EQLNode, _ value: Value, _ parameter: EQLFunction.Parameter, of function: EQLFunction
    ) {
        guard parameter.takes(value.type) else {
            return note(
                .arguments(function: function.name), node.range,
                "`\(function.name)` needs \(parameter.phrase) here, but \(described(value, node))",
                help: parameterHelp(parameter, value.type))
        }
        guard case .block = parameter else { return }
        guard case .literal(let literal) = node, case .string(let text) = literal.content else {
            guard !value.isConstant else { return }
            return note(
                .arguments(function: function.name), node.range,
                "`\(function.name)` accepts only constant blocks", help: "write `\"10.0.0.0/8\"`")
        }
        // A single address is taken as a block of one.
        guard let fault = ValueShape.mismatch(of: Literal(text, .phrase), as: .ip, inRange: false) else { return }
        note(
            .arguments(function: function.name), node.range, "`\(shown(node))` is not a CIDR block",
            help: fault.help ?? "write a block such as `\"10.0.0.0/8\"`")
    }

    private func parameterHelp(_ parameter: EQLFunction.Parameter, _ type: EQLType) -> String? {
        switch (parameter, type) {
        case (.string, .string): nil
        case (.string, _): "convert it with `string(…)`"
        case (.number, .string): "convert it with `number(…)`"
        default: nil
        }
    }

    private static func countFault(_ function: EQLFunction, _ count: Int) -> String? {
        let least = function.required.count
        let most = least + function.optional.count
        if count >= least, count <= most || function.further != nil { return nil }
        let wanted =
            function.further != nil
            ? "at least \(least)" : most > least ? "\(least) to \(most)" : "\(least)"
        return
            "`\(function.name)` needs \(wanted) argument\(wanted.hasSuffix("1") ? "" : "s"), but there \(count == 1 ? "is" : "are") \(count == 0 ? "none" : "\(count)")"
    }

    /// `between(string, string, string[, boolean])`.
    private static func form(_ function: EQLFunction) -> String {
        func word(_ parameter: EQLFunction.Parameter) -> String {
            switch parameter {
            case .string: "string"
            case .number: "number"
            case .boolean: "boolean"
            case .ip: "ip"
            case .block: "block"
            case .any: "value"
            }
        }
        let optional = function.optional.map { "[, \(word($0))]" }.joined()
        let further = function.further == nil ? "" : ", …"
        return "\(function.name)(\(function.required.map(word).joined(separator: ", "))\(optional)\(further))"
    }

    /// What to write for a function that was there once, or that others have.
    private static func replacement(of name: String) -> String? {
        switch name.lowercased() {
        case "wildcard": return "write `field like (…)`, or `field : (…)` to ignore case"
        case "match", "matchlite": return "write `field regex (…)`"
        case "arraycontains": return "write `field in (…)`: any value of an array may match"
        case "arraysearch", "arraycount", "safe": return "Elasticsearch has no function for this"
        case let word where EQLKeyword(Array(word.utf8)[...]) != nil: return "EQL keywords are lowercase"
        case "contains": return "write `stringContains`"
        default: return nil
        }
    }

    // MARK: sequences

    mutating func checkSeries(_ series: EQLSeries) {
        if series.kind == .join {
            note(
                .unsupported, series.wordRange, "Elasticsearch does not run joins",
                help: "write `sample` for events in any order, or `sequence`")
        }
        for key in series.keys { _ = value(of: key, for: .exact) }
        guard let first = series.stages.first else { return }
        let wanted = first.keys.map { value(of: $0, for: .exact) }
        for stage in series.stages.dropFirst() + (series.until.map { [$0] } ?? []) {
            for (index, key) in stage.keys.enumerated() {
                let own = value(of: key, for: .exact)
                guard index < wanted.count, !own.type.isOpen, !wanted[index].type.isOpen,
                    own.type != wanted[index].type, let name = wanted[index].field?.name
                else { continue }
                note(
                    .joinKeys, key.range,
                    "key `\(key.name)` is \(own.fieldType?.phrase ?? own.type.phrase), but `\(name)` of the first stage is \(wanted[index].fieldType?.phrase ?? wanted[index].type.phrase)",
                    help: "join stages by fields of the same type")
            }
        }
    }
}
