/// Reads Lucene's regular expressions. As lax as Lucene: an operator where none can be is a character.
struct RegexParser {
    private let scalars: [(value: UInt32, start: Int)]
    private let end: Int
    private var index = 0
    private var depth = 0

    init(_ text: String) {
        var start = 0
        scalars = text.unicodeScalars.map { scalar in
            defer { start += UTF8.width(scalar) }
            return (scalar.value, start)
        }
        end = text.utf8.count
    }

    /// The whole text.
    mutating func expression() throws(RegexError) -> RegexNode {
        if scalars.isEmpty { return .empty }
        let node = try either()
        if index < scalars.count { throw fault("`)` closes nothing", index, index + 1) }
        return node
    }

    private func fault(_ message: String, _ from: Int, _ to: Int) -> RegexError {
        RegexError(message, place(from), place(to))
    }

    private func place(_ index: Int) -> Int { index < scalars.count ? scalars[index].start : end }

    private func isNext(_ text: String) -> Bool {
        index < scalars.count && text.unicodeScalars.contains { $0.value == scalars[index].value }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < scalars.count, scalars[index].value == character.value else { return false }
        index += 1
        return true
    }

    // MARK: operators, the loosest first

    private mutating func either() throws(RegexError) -> RegexNode {
        guard depth < Regex.maximumDepth else {
            throw fault("the expression is nested deeper than \(Regex.maximumDepth) levels", index, index + 1)
        }
        depth += 1
        defer { depth -= 1 }
        var parts = [try both()]
        while take("|") { parts.append(try both()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func both() throws(RegexError) -> RegexNode {
        var node = try sequence()
        var count = 0
        while take("&") {
            count += 1
            guard count < Regex.maximumDepth else {
                throw fault("more than \(Regex.maximumDepth) `&` in a row", index - 1, index)
            }
            node = .both(node, try sequence())
        }
        return node
    }

    private mutating func sequence() throws(RegexError) -> RegexNode {
        var parts = [try repetition()]
        while index < scalars.count, !isNext(")|&") { parts.append(try repetition()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repetition() throws(RegexError) -> RegexNode {
        var node = try complement()
        var count = 0
        while isNext("?*+{") {
            count += 1
            guard count < Regex.maximumDepth else {
                throw fault("more than \(Regex.maximumDepth) repetitions in a row", index, index + 1)
            }
            let start = index
            if take("?") {
                node = .repeated(node, least: 0, most: 1)
            } else if take("*") {
                node = .repeated(node, least: 0, most: nil)
            } else if take("+") {
                node = .repeated(node, least: 1, most: nil)
            } else {
                index += 1
                node = try counted(node, from: start)
            }
        }
        return node
    }

    /// `{n}`, `{n,}` or `{n,m}`, after the brace.
    private mutating func counted(_ node: RegexNode, from start: Int) throws(RegexError) -> RegexNode {
        guard let least = number() else {
            throw fault("a number follows `{`; for the character write `\\{`", start, index)
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else { throw fault("`{` is not closed by `}`", start, index) }
        guard max(least, most ?? 0) <= Regex.maximumRepetition else {
            throw fault("a repetition needs more than \(Regex.maximumRepetition) copies", start, index)
        }
        if let most, most < least { throw fault("the repetition's bounds are the wrong way round", start, index) }
        return .repeated(node, least: least, most: most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while index < scalars.count, (0x30...0x39).contains(scalars[index].value) {
            value = min((value ?? 0) * 10 + Int(scalars[index].value - 0x30), 1_000_000)
            index += 1
        }
        return value
    }

    private mutating func complement() throws(RegexError) -> RegexNode {
        var count = 0
        while take("~") { count += 1 }
        let node = try bracketed()
        // Two complements are none.
        return count % 2 == 0 ? node : .other(node)
    }

    // MARK: characters

    private mutating func bracketed() throws(RegexError) -> RegexNode {
        let start = index
        guard take("[") else { return try simple() }
        let isNegated = take("^")
        var ranges = [try bracketMember(start)].flatMap { $0 }
        while index < scalars.count, !isNext("]") { ranges += try bracketMember(start) }
        guard take("]") else { throw fault("`[` is not closed by `]`", start, index) }
        let merged = CharacterRanges.merged(ranges)
        return .character(isNegated ? CharacterRanges.inverted(merged) : merged)
    }

    private mutating func bracketMember(_ opening: Int) throws(RegexError) -> [ClosedRange<UInt32>] {
        let start = index
        guard index < scalars.count else { throw fault("`[` is not closed by `]`", opening, index) }
        if let known = predefined() { return known }
        let low = try character()
        guard take("-") else { return [low...low] }
        if isNext("]") { return [low...low, 0x2D...0x2D] }
        let high = try character()
        guard low <= high else { throw fault("the range's sides are the wrong way round", start, index) }
        return [low...high]
    }

    /// `\d`, `\s`, `\w` and their opposites; nil where another thing is.
    private mutating func predefined() -> [ClosedRange<UInt32>]? {
        guard index + 1 < scalars.count, scalars[index].value == 0x5C else { return nil }
        let ranges: [ClosedRange<UInt32>]
        switch Unicode.Scalar(scalars[index + 1].value) {
        case "d", "D": ranges = [0x30...0x39]
        case "s", "S": ranges = [0x09...0x0A, 0x0D...0x0D, 0x20...0x20]
        case "w", "W": ranges = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
        default: return nil
        }
        let isOpposite = scalars[index + 1].value < 0x61
        index += 2
        return isOpposite ? CharacterRanges.inverted(ranges) : ranges
    }

    private mutating func character() throws(RegexError) -> UInt32 {
        let isEscaped = take("\\")
        guard index < scalars.count else {
            throw fault(
                isEscaped ? "a backslash ends the expression" : "the expression ends too early", index - 1, index)
        }
        index += 1
        return scalars[index - 1].value
    }

    private mutating func simple() throws(RegexError) -> RegexNode {
        let start = index
        if take(".") { return .anyCharacter }
        if take("#") { return .nothing }
        if take("@") { return .anyText }
        if take("\"") { return try quoted(from: start) }
        if take("(") {
            if take(")") { return .empty }
            let node = try either()
            guard take(")") else { throw fault("`(` is not closed by `)`", start, start + 1) }
            return node
        }
        if take("<") { return try interval(from: start) }
        if let known = predefined() { return .character(known) }
        let value = try character()
        return .character([value...value])
    }

    private mutating func quoted(from start: Int) throws(RegexError) -> RegexNode {
        var parts: [RegexNode] = []
        while index < scalars.count, !isNext("\"") {
            parts.append(.character([scalars[index].value...scalars[index].value]))
            index += 1
        }
        guard take("\"") else { throw fault("`\"` is not closed; for the character write `\\\"`", start, start + 1) }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    /// `<n-m>`: the numbers from n to m, after the `<`.
    private mutating func interval(from start: Int) throws(RegexError) -> RegexNode {
        var sides: [[UInt8]] = [[]]
        while index < scalars.count, !isNext(">") {
            let value = scalars[index].value
            if value == 0x2D, sides.count == 1 {
                sides.append([])
            } else if (0x30...0x39).contains(value) {
                sides[sides.count - 1].append(UInt8(value - 0x30))
            } else {
                break
            }
            index += 1
        }
        guard take(">"), sides.count == 2, sides.allSatisfy({ (1...18).contains($0.count) }) else {
            throw fault(
                "`<` opens an interval of numbers such as `<1-20>`; for the character write `\\<`", start, start + 1)
        }
        return NumberInterval.node(sides[0], sides[1])
    }
}

/// Sets of characters as sorted ranges that do not touch.
enum CharacterRanges {
    static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound &+ 1 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    static func inverted(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return result
    }
}

/// Expressions for the decimal numbers of an interval.
enum NumberInterval {
    /// Digits of the two sides. Sides of one length fix the number of digits; else any number of leading zeros may be.
    static func node(_ first: [UInt8], _ second: [UInt8]) -> RegexNode {
        let isFixed = first.count == second.count
        let sides = [stripped(first), stripped(second)].sorted { a, b in
            a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
        }
        let width = isFixed ? first.count : max(sides[0].count, sides[1].count)
        let low = Array(repeating: 0, count: width - sides[0].count) + sides[0]
        let high = Array(repeating: 0, count: width - sides[1].count) + sides[1]
        let padded = numbers(low[...], high[...])
        if isFixed { return padded }
        // The same numbers written shorter, one alternative for each length.
        var parts: [RegexNode] = []
        for count in sides[0].count...sides[1].count {
            let from = count == sides[0].count ? sides[0] : [1] + Array(repeating: 0, count: count - 1)
            let to = count == sides[1].count ? sides[1] : Array(repeating: 9, count: count)
            parts.append(numbers(from[...], to[...]))
        }
        let zeros = RegexNode.repeated(.character([0x30...0x30]), least: 0, most: nil)
        return .sequence([zeros, parts.count == 1 ? parts[0] : .either(parts)])
    }

    private static func stripped(_ digits: [UInt8]) -> [UInt8] {
        let rest = Array(digits.drop { $0 == 0 })
        return rest.isEmpty ? [0] : rest
    }

    /// The texts of digits between two of one length; at most 18 digits deep.
    private static func numbers(_ low: ArraySlice<UInt8>, _ high: ArraySlice<UInt8>) -> RegexNode {
        guard let from = low.first, let to = high.first else { return .empty }
        if from == to { return .sequence([digit(from, from), numbers(low.dropFirst(), high.dropFirst())]) }
        let rest = low.count - 1
        let nines = ArraySlice(Array(repeating: UInt8(9), count: rest))
        let zeros = ArraySlice(Array(repeating: UInt8(0), count: rest))
        var parts = [RegexNode.sequence([digit(from, from), numbers(low.dropFirst(), nines)])]
        if from + 1 < to {
            parts.append(.sequence([digit(from + 1, to - 1), .repeated(digit(0, 9), least: rest, most: rest)]))
        }
        parts.append(.sequence([digit(to, to), numbers(zeros, high.dropFirst())]))
        return .either(parts)
    }

    private static func digit(_ low: UInt8, _ high: UInt8) -> RegexNode {
        .character([(0x30 + UInt32(low))...(0x30 + UInt32(high))])
    }
}
