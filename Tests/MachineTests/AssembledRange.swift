import Machine
import Values

/// A range as the disassembly writes it: `low...high`, either side may be missing.
enum AssembledRange {
    case addresses(IPRange)
    case integers(IntegerRange)
    case numbers(NumberRange)
    case dates(DateRange)

    /// nil where the text is something else.
    init?(_ kind: OperandKind, _ cursor: inout TextCursor) {
        let low = Self.side(&cursor)
        guard cursor.take("...") else { return nil }
        let high = Self.side(&cursor)
        switch kind {
        case .addresses:
            guard let low = IPAddress(low), let high = IPAddress(high) else { return nil }
            self = .addresses(IPRange(low, high))
        case .integers:
            // As the compiler writes no bound.
            let most = Int128(1) << 120
            guard let low = low.isEmpty ? -most : Int128(low), let high = high.isEmpty ? most : Int128(high) else {
                return nil
            }
            self = .integers(IntegerRange(low, high))
        case .numbers:
            guard let low = low.isEmpty ? -.infinity : Double(low),
                let high = high.isEmpty ? .infinity : Double(high)
            else { return nil }
            self = .numbers(NumberRange(low, high))
        case .dates:
            guard let low = Self.bound(low), let high = Self.bound(high) else { return nil }
            self = .dates(DateRange(low: low, high: high))
        default: return nil
        }
    }

    /// In parentheses, or up to the dots or the comma.
    private static func side(_ cursor: inout TextCursor) -> String {
        if cursor.take("(") {
            let side = cursor.word(upTo: ")")
            return cursor.take(")") ? "(" + side : side
        }
        var side = ""
        while !cursor.isAtEnd, !cursor.goesOn("..."), !cursor.goesOn(",") {
            let dots = cursor.word(upTo: ".,")
            side += dots
            if cursor.goesOn("."), !cursor.goesOn("..."), cursor.take(".") { side += "." }
        }
        return side
    }

    private static func bound(_ text: String) -> DateBound? {
        if text.isEmpty { return .open }
        return text.hasPrefix("(now") ? relative(String(text.dropFirst(4))) : instant(text).map { .instant($0) }
    }

    /// `-1d/w up endOfMillisecond`.
    private static func relative(_ text: String) -> DateBound? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var cursor = TextCursor(words.first ?? "")
        var steps: [DateStep] = []
        while !cursor.isAtEnd {
            let count: Int32?
            if cursor.take("/") {
                count = nil
            } else {
                guard let number = Int32(cursor.word(upTo: "yMwdhms")) else { return nil }
                count = number
            }
            guard let unit = DateStep.Unit.allCases.first(where: { cursor.take($0.letter) }) else { return nil }
            steps.append(DateStep(count: count, unit: unit))
        }
        let roundsUp = words.dropFirst().first == "up"
        let name = words.dropFirst(roundsUp ? 2 : 1).first ?? "none"
        guard let adjustment = RelativeBound.Adjustment.allCases.first(where: { "\($0)" == name }) else { return nil }
        return .relative(RelativeBound(steps: steps, roundsUp: roundsUp, adjustment: adjustment))
    }

    /// `1970-01-02T03:04:05.000000006Z`; the year may have more digits and a sign.
    private static func instant(_ text: String) -> Instant? {
        let isNegative = text.hasPrefix("-")
        let numbers = text.split { !$0.isNumber }.compactMap { Int64($0) }
        guard numbers.count == 7 else { return nil }
        let day = CalendarDay(year: isNegative ? -numbers[0] : numbers[0], month: numbers[1], day: numbers[2])
        let seconds = day.daysSinceEpoch * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        return Instant(seconds: seconds, nanoseconds: Int32(truncatingIfNeeded: numbers[6]))
    }
}
