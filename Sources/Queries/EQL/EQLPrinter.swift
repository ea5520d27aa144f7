extension EQL {
    /// The canonical text of a query: one line, no parentheses that the tree does not need.
    ///
    /// `parse(print(…))` gives the tree again, places aside, for every tree that `parse` makes.
    package static func print(_ query: EQLQuery) -> String {
        var printer = EQLPrinter()
        switch query.statement {
        case .event(let filter)?: printer.write(filter)
        case .series(let series)?: printer.write(series)
        case nil: break
        }
        for pipe in query.pipes {
            printer.add(" | \(pipe.kind.rawValue) ")
            printer.write(pipe.argument, within: .or)
        }
        return String(decoding: printer.bytes, as: UTF8.self)
    }

    /// The canonical text of an expression.
    package static func print(_ node: EQLNode) -> String {
        var printer = EQLPrinter()
        printer.write(node, within: .or)
        return String(decoding: printer.bytes, as: UTF8.self)
    }

    /// The canonical form of a field's name, without the `?`: parts that are no plain names are in backquotes.
    package static func print(name parts: [String]) -> String {
        parts.map { part in
            let bytes = Array(part.utf8)
            let isPlain =
                bytes.first.map { EQLScanner.isLetter($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "@") }
                == true
                && bytes.dropFirst().allSatisfy(EQLScanner.isNamePart) && EQLKeyword(bytes[...]) == nil
            if isPlain { return part }
            return "`" + part.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
        }.joined(separator: ".")
    }
}

private struct EQLPrinter {
    var bytes: [UInt8] = []

    /// What a node is in, from the loosest to the tightest.
    enum Level: Int {
        case or, and, not, comparison, sum, product, sign, primary
    }

    mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    // MARK: statements

    mutating func write(_ filter: EQLFilter) {
        switch filter.category.name {
        case nil: add("any")
        case let name?: EQL.print(name: [name]) == name ? add(name) : write(string: name)
        }
        add(" where ")
        write(filter.condition, within: .or)
    }

    mutating func write(_ series: EQLSeries) {
        add(series.kind.rawValue)
        write(keys: series.keys)
        if let span = series.maxspan { add(" with maxspan=\(span.count)\(span.unit.rawValue)") }
        for stage in series.stages { write(stage) }
        if let until = series.until {
            add(" until")
            write(until)
        }
    }

    private mutating func write(_ stage: EQLStage) {
        add(stage.isMissing ? " ![" : " [")
        write(stage.filter)
        add("]")
        write(keys: stage.keys)
        if let runs = stage.runs { add(" with runs=\(runs)") }
    }

    private mutating func write(keys: [EQLField]) {
        for (index, key) in keys.enumerated() {
            add(index == 0 ? " by " : ", ")
            write(key)
        }
    }

    private mutating func write(_ field: EQLField) {
        if field.isOptional { add("?") }
        add(EQL.print(name: field.parts))
    }

    // MARK: expressions

    mutating func write(_ node: EQLNode, within level: Level) {
        let own = Self.level(of: node)
        let needsParentheses = own.rawValue < level.rawValue
        if needsParentheses { add("(") }
        write(node)
        if needsParentheses { add(")") }
    }

    /// The loosest place that a node can be in without parentheses.
    private static func level(of node: EQLNode) -> Level {
        switch node {
        case .or: .or
        case .and: .and
        case .not: .not
        case .comparison: .comparison
        case .arithmetic(_, let terms, _): terms.first?.operation.isProduct == true ? .product : .sum
        case .sign, .list, .match: .sign
        case .call, .field, .literal: .primary
        }
    }

    private mutating func write(_ node: EQLNode) {
        switch node {
        case .or(let nodes, _): join(nodes, " or ", within: .and)
        case .and(let nodes, _): join(nodes, " and ", within: .not)
        case .not(let inner, _):
            add("not ")
            write(inner, within: .not)
        case .comparison(let left, let comparison, let right, _):
            write(left, within: .sum)
            add(" \(comparison.rawValue) ")
            write(right, within: .sum)
        case .list(let left, let values, let isNegated, let ignoresCase, _):
            write(left, within: .primary)
            add(isNegated ? " not in" : " in")
            add(ignoresCase ? "~ (" : " (")
            join(values, ", ", within: .or)
            add(")")
        case .match(let left, let matcher, let values, _):
            write(left, within: .primary)
            add(" \(matcher.rawValue) ")
            if values.count > 1 { add("(") }
            for (index, value) in values.enumerated() {
                if index > 0 { add(", ") }
                write(value)
            }
            if values.count > 1 { add(")") }
        case .arithmetic(let first, let terms, _):
            let inner: Level = terms.first?.operation.isProduct == true ? .sign : .product
            write(first, within: inner)
            for term in terms {
                add(" \(term.operation.rawValue) ")
                write(term.operand, within: inner)
            }
        case .sign(let isMinus, let inner, _):
            add(isMinus ? "-" : "+")
            write(inner, within: .sign)
        case .call(let name, let arguments, _):
            add(name.text)
            add(name.ignoresCase ? "~(" : "(")
            join(arguments, ", ", within: .or)
            add(")")
        case .field(let field): write(field)
        case .literal(let literal): write(literal)
        }
    }

    private mutating func join(_ nodes: [EQLNode], _ separator: String, within level: Level) {
        for (index, node) in nodes.enumerated() {
            if index > 0 { add(separator) }
            write(node, within: level)
        }
    }

    // MARK: constants

    private mutating func write(_ literal: EQLLiteral) {
        switch literal.content {
        case .string(let text): write(string: text)
        case .integer(let value): add("\(value)")
        case .decimal(let value): add("\(value)")
        case .boolean(let value): add(value ? "true" : "false")
        case .null: add("null")
        }
    }

    /// In quotes, or raw where that saves backslashes.
    private mutating func write(string text: String) {
        let text = Array(text.utf8)
        if Self.isBetterRaw(text) {
            add("\"\"\"")
            bytes.append(contentsOf: text)
            add("\"\"\"")
            return
        }
        add("\"")
        for byte in text {
            if byte != UInt8(ascii: "'"), let escape = EQLText.escapes.first(where: { $0.byte == byte }) {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(escape.letter)
            } else {
                bytes.append(byte)
            }
        }
        add("\"")
    }

    /// A raw string has no line ends and ends at its first three quotes; quotes at its end are left to the other form.
    private static func isBetterRaw(_ text: [UInt8]) -> Bool {
        var hasBackslash = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x00..<0x20: return false
            case UInt8(ascii: "\\"): hasBackslash = true
            case UInt8(ascii: "\"") where index == text.count - 1: return false
            case UInt8(ascii: "\"") where text.count > index + 2 && text[index + 1] == byte && text[index + 2] == byte:
                return false
            default: break
            }
        }
        return hasBackslash
    }
}
