/// The text of a regular expression, such that parsing gives an expression which matches the same texts.
///
/// A slash is always escaped, so that the text can be between two of them.
struct RegexPrinter {
    // Not its view of scalars: that one is copied whole when a text is added to it.
    private var text = ""

    static func text(of node: RegexNode) -> String {
        var printer = RegexPrinter()
        printer.write(node, within: .either)
        return printer.text
    }

    /// What a node is in, from the loosest to the tightest.
    private enum Level: Int {
        case either, both, sequence, repetition, complement, single
    }

    /// The loosest place that a node can be in without parentheses.
    private static func level(of node: RegexNode) -> Level {
        switch node {
        case .either(let parts): parts.isEmpty ? .single : .either
        case .both: .both
        case .sequence(let parts): parts.isEmpty ? .single : .sequence
        case .repeated: .repetition
        case .other: .complement
        case .nothing, .empty, .character: .single
        }
    }

    /// The depth is that of the expression, which its parser bounds.
    private mutating func write(_ node: RegexNode, within level: Level) {
        let needsParentheses = Self.level(of: node).rawValue < level.rawValue
        if needsParentheses { add("(") }
        write(node)
        if needsParentheses { add(")") }
    }

    private mutating func write(_ node: RegexNode) {
        switch node {
        case .nothing: add("#")
        case .empty: add("()")
        case .character(let ranges): write(ranges)
        case .sequence(let parts):
            if parts.isEmpty { add("()") }
            for part in parts {
                // One after the other, however they are grouped.
                if case .sequence(let inner) = part, !inner.isEmpty {
                    write(part)
                } else {
                    write(part, within: .repetition)
                }
            }
        case .either(let parts):
            if parts.isEmpty { add("#") }
            for (index, part) in parts.enumerated() {
                if index > 0 { add("|") }
                write(part, within: .both)
            }
        case .both(let left, let right):
            write(left, within: .both)
            add("&")
            write(right, within: .sequence)
        case .other(let part):
            add("~")
            write(part, within: .single)
        case .repeated(let part, let least, let most):
            write(part, within: .complement)
            switch (least, most) {
            case (0, 1?): add("?")
            case (0, nil): add("*")
            case (1, nil): add("+")
            case (_, nil): add("{\(least),}")
            case (_, let most?): add(least == most ? "{\(least)}" : "{\(least),\(most)}")
            }
        }
    }

    private mutating func write(_ ranges: [ClosedRange<UInt32>]) {
        if ranges == [0...0x10FFFF] { return add(".") }
        if ranges.count == 1, ranges[0].count == 1 { return write(ranges[0].lowerBound) }
        // What is outside of a few characters is reported by those.
        let isInverted = ranges.first?.lowerBound == 0 && ranges.last?.upperBound == 0x10FFFF
        let told = (isInverted ? CharacterRanges.inverted(ranges) : ranges).compactMap(Self.scalars)
        if told.isEmpty { return add(isInverted ? "." : "#") }
        add(isInverted ? "[^" : "[")
        for range in told {
            write(range.lowerBound)
            if range.count > 2 { add("-") }
            if range.count > 1 { write(range.upperBound) }
        }
        add("]")
    }

    /// A range without the halves of surrogate pairs at its ends: no text has them.
    private static func scalars(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt32>? {
        let halves: ClosedRange<UInt32> = 0xD800...0xDFFF
        let low = halves.contains(range.lowerBound) ? halves.upperBound + 1 : range.lowerBound
        let high = halves.contains(range.upperBound) ? halves.lowerBound - 1 : range.upperBound
        return low <= high ? low...high : nil
    }

    /// A character of its own; ASCII that is no letter, digit or space is escaped, whatever it means where it is.
    private mutating func write(_ value: UInt32) {
        guard let scalar = Unicode.Scalar(value) else { return }
        let isPlain = !scalar.isASCII || value <= 0x20 || TextShape.isWordByte(UInt8(truncatingIfNeeded: value))
        if !isPlain { text += "\\" }
        text.unicodeScalars.append(scalar)
    }

    private mutating func add(_ other: String) { text += other }
}
