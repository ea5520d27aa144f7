import Values

/// The tests of instructions on a slot's values. Slots and pool numbers are verified.
extension EventFields {
    /// Whether one of a slot's values meets the test, which gets the value's place on the tape.
    @inline(__always)
    private mutating func holds(_ slot: Int, _ test: (inout EventFields, Int) -> Bool) -> Bool {
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            if test(&self, place) { return true }
            next = following
        }
        return false
    }

    mutating func exists(_ slot: Int) -> Bool { firstCell(slot) != Self.noCell }

    mutating func equals(_ slot: Int, _ string: UInt32, _ strings: StringPool) -> Bool {
        let range = strings.range(string)
        return holds(slot) { fields, place in
            let text = fields.text(place)
            return text.count == range.count && Self.order(text, strings.bytes, range) == 0
        }
    }

    mutating func isIn(_ slot: Int, _ set: UInt32, _ lists: WordRows, _ strings: StringPool) -> Bool {
        let row = lists.range(set)
        return holds(slot) { fields, place in Self.isIn(fields.text(place), row, lists.words, strings) }
    }

    mutating func fits(_ slot: Int, _ pattern: UInt32, stringsOnly: Bool, _ patterns: WordRows, _ strings: StringPool)
        -> Bool
    {
        holds(slot) { fields, place in
            if stringsOnly, fields.tape.tag(place) != JSONTape.Tag.string { return false }
            return PatternTest.fits(fields.text(place), patterns, pattern, strings)
        }
    }

    mutating func foldedFits(_ slot: Int, _ pattern: UInt32, _ patterns: WordRows, _ strings: StringPool) -> Bool {
        holdsFolded(slot) { PatternTest.fits($0, patterns, pattern, strings) }
    }

    mutating func compares(
        _ slot: Int, _ relation: Relation, _ string: UInt32, stringsOnly: Bool, _ strings: StringPool
    )
        -> Bool
    {
        let range = strings.range(string)
        return holds(slot) { fields, place in
            if stringsOnly, fields.tape.tag(place) != JSONTape.Tag.string { return false }
            return relation.holds(Self.order(fields.text(place), strings.bytes, range))
        }
    }

    /// Whether a value's text is between two strings.
    mutating func lies(
        _ slot: Int, _ low: UInt32, _ high: UInt32, _ sides: RangeSides, _ strings: StringPool
    ) -> Bool {
        let (first, last) = (strings.range(low), strings.range(high))
        return holds(slot) { fields, place in
            if sides.contains(.stringsOnly), fields.tape.tag(place) != JSONTape.Tag.string { return false }
            let text = fields.text(place)
            return sides.contain(
                above: Self.order(text, strings.bytes, first), below: Self.order(text, strings.bytes, last))
        }
    }

    mutating func accepts(_ slot: Int, _ automaton: UInt32, stringsOnly: Bool, _ program: Program) -> Bool {
        holds(slot) { fields, place in
            if stringsOnly, fields.tape.tag(place) != JSONTape.Tag.string { return false }
            return AutomatonTest.accepts(fields.text(place), automaton, program)
        }
    }

    mutating func acceptsWord(_ slot: Int, _ automaton: UInt32, _ program: Program) -> Bool {
        anyWord(slot) { word in AutomatonTest.accepts(word, automaton, program) }
    }

    // MARK: - Words

    mutating func hasWord(_ slot: Int, in set: UInt32, _ lists: WordRows, _ strings: StringPool) -> Bool {
        let row = lists.range(set)
        if wordTable.keeps(slot) {
            splitWords(slot)
            return wordTable.hasAny(slot, row, lists)
        }
        return anyWord(slot) { word in Self.isIn(word, row, lists.words, strings) }
    }

    mutating func hasWord(_ slot: Int, fitting pattern: UInt32, _ patterns: WordRows, _ strings: StringPool) -> Bool {
        anyWord(slot) { word in PatternTest.fits(word, patterns, pattern, strings) }
    }

    @inline(__always)
    private mutating func anyWord(_ slot: Int, _ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        holds(slot) { fields, place in
            let text = fields.text(place).span
            fields.words.restart()
            while fields.words.next(in: text) {
                if fields.words.word.withUnsafeBufferPointer(test) { return true }
            }
            return false
        }
    }

    /// Whether the words of a list are in one value one after the other (the search of Knuth, Morris and Pratt).
    mutating func hasPhrase(
        _ slot: Int, _ list: UInt32, _ lists: WordRows, _ fallbacks: [UInt32], _ strings: StringPool
    )
        -> Bool
    {
        let row = lists.range(list)
        if row.isEmpty { return false }
        if wordTable.keeps(slot) {
            splitWords(slot)
            return wordTable.hasPhrase(slot, row, lists, fallbacks)
        }
        return holds(slot) { fields, place in
            let text = fields.text(place).span
            fields.words.restart()
            var matched = 0
            while fields.words.next(in: text) {
                func isNext() -> Bool {
                    let range = strings.range(lists.words[row.lowerBound + matched])
                    return fields.words.word.count == range.count
                        && fields.words.word.withUnsafeBufferPointer { Self.order($0, strings.bytes, range) == 0 }
                }
                while matched > 0, !isNext() { matched = Int(fallbacks[row.lowerBound + matched - 1]) }
                if isNext() { matched += 1 }
                if matched == row.count { return true }
            }
            return false
        }
    }

    // MARK: - Addresses, numbers, dates, booleans, versions

    mutating func hasAddress(_ slot: Int, in range: IPRange) -> Bool {
        holds(slot) { fields, place in
            guard fields.tape.tag(place) == JSONTape.Tag.string else { return false }
            return IPAddress(fields.tape.string(place).span).map(range.contains) ?? false
        }
    }

    mutating func hasInteger(_ slot: Int, in range: IntegerRange) -> Bool {
        holds(slot) { fields, place in
            guard let value = fields.integer(place) else { return false }
            return value >= range.low && value <= range.high
        }
    }

    /// A number cut to a whole one, as Elasticsearch's `coerce` does; nil for text that is no number.
    func integer(_ place: Int) -> Int128? {
        switch tape.tag(place) {
        case JSONTape.Tag.signed: return Int128(tape.signed(place))
        case JSONTape.Tag.unsigned: return Int128(tape.unsigned(place))
        case JSONTape.Tag.double: return Self.cut(tape.double(place))
        case JSONTape.Tag.string:
            let text = tape.string(place).span
            return NumberText.wideInteger(text) ?? NumberText.double(text).flatMap(Self.cut)
        default: return nil
        }
    }

    /// The number that a value is, or that its text is, without its fraction: what keys are compared with. Equal for all
    /// values that a test for one number holds for.
    func wholeNumber(_ place: Int) -> Double? {
        switch tape.tag(place) {
        case JSONTape.Tag.signed: return Double(tape.signed(place))
        case JSONTape.Tag.unsigned: return Double(tape.unsigned(place))
        case JSONTape.Tag.double: return tape.double(place).rounded(.towardZero) + 0
        case JSONTape.Tag.string:
            let text = tape.string(place).span
            return NumberText.wideInteger(text).map { Double($0) }
                ?? NumberText.double(text).map { $0.rounded(.towardZero) + 0 }
        default: return nil
        }
    }

    private static func cut(_ value: Double) -> Int128? {
        abs(value) < 1e30 ? Int128(value.rounded(.towardZero)) : nil
    }

    mutating func hasNumber(_ slot: Int, in range: NumberRange, jsonOnly: Bool) -> Bool {
        holds(slot) { fields, place in
            switch fields.tape.tag(place) {
            case JSONTape.Tag.signed: return range.contains(Double(fields.tape.signed(place)))
            case JSONTape.Tag.unsigned: return range.contains(Double(fields.tape.unsigned(place)))
            case JSONTape.Tag.double: return range.contains(fields.tape.double(place))
            case JSONTape.Tag.string:
                return !jsonOnly && NumberText.double(fields.tape.string(place).span).map(range.contains) ?? false
            default: return false
            }
        }
    }

    mutating func hasDate(_ slot: Int, in range: DateRange) -> Bool {
        var now = Instant(seconds: 0)
        if range.needsClock {
            guard let clock = clock() else { return false }
            now = clock
        }
        return holds(slot) { fields, place in
            guard let instant = fields.instant(place) else { return false }
            return range.contains(instant, now: now)
        }
    }

    /// The event's own `@timestamp`, its first value.
    private mutating func clock() -> Instant? {
        let first = firstCell(Int(HeaderSlot.timestamp.rawValue))
        return first == Self.noCell ? nil : instant(cell(first).tape)
    }

    func instant(_ place: Int) -> Instant? {
        switch tape.tag(place) {
        case JSONTape.Tag.signed:
            let value = tape.signed(place)
            // Elasticsearch reads the digits as text: four of them are a year, in a number as in a string.
            if (1000...9999).contains(value) {
                return Instant(seconds: CalendarDay(year: value, month: 1, day: 1).daysSinceEpoch * 86_400)
            }
            return Instant(milliseconds: value)
        case JSONTape.Tag.double:
            let value = tape.double(place).rounded(.down)
            return abs(value) < 9e18 ? Instant(milliseconds: Int64(value)) : nil
        case JSONTape.Tag.string: return DateText(tape.string(place).span)?.start
        default: return nil
        }
    }

    mutating func hasBoolean(_ slot: Int, _ value: Bool) -> Bool {
        holds(slot) { fields, place in
            switch fields.tape.tag(place) {
            case JSONTape.Tag.yes: return value
            case JSONTape.Tag.no: return !value
            case JSONTape.Tag.string:
                let text = fields.tape.string(place)
                return text.elementsEqual(value ? "true".utf8 : "false".utf8)
            default: return false
            }
        }
    }

    mutating func hasVersion(_ slot: Int, _ relation: Relation, _ string: UInt32, _ strings: StringPool) -> Bool {
        let range = strings.range(string)
        return holds(slot) { fields, place in
            let text = fields.text(place).span
            return strings.bytes.withUnsafeBufferPointer { bytes in
                relation.holds(VersionText.order(text, UnsafeBufferPointer(rebasing: bytes[range]).span))
            }
        }
    }

    /// Whether a version is between two.
    mutating func hasVersion(
        _ slot: Int, _ low: UInt32, _ high: UInt32, _ sides: RangeSides, _ strings: StringPool
    ) -> Bool {
        let (first, last) = (strings.range(low), strings.range(high))
        return holds(slot) { fields, place in
            let text = fields.text(place).span
            return strings.bytes.withUnsafeBufferPointer { bytes in
                let above = VersionText.order(text, UnsafeBufferPointer(rebasing: bytes[first]).span)
                let below = VersionText.order(text, UnsafeBufferPointer(rebasing: bytes[last]).span)
                return sides.contain(above: above, below: below)
            }
        }
    }

    // MARK: - Text of values

    /// The text of a value: a string's bytes, a number in its shortest form, `true` or `false`. Valid until the next
    /// call.
    @inline(__always)
    func text(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        if tape.tag(place) == JSONTape.Tag.string { return tape.string(place) }
        return textOfOther(place)
    }

    private func textOfOther(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        switch tape.tag(place) {
        case JSONTape.Tag.signed:
            let value = tape.signed(place)
            return digits(of: value.magnitude, isNegative: value < 0)
        case JSONTape.Tag.unsigned: return digits(of: tape.unsigned(place), isNegative: false)
        case JSONTape.Tag.double: return copied(tape.double(place).description.utf8)
        case JSONTape.Tag.yes: return copied("true".utf8)
        case JSONTape.Tag.no: return copied("false".utf8)
        default: return UnsafeBufferPointer(start: numberText, count: 0)
        }
    }

    private func digits(of value: UInt64, isNegative: Bool) -> UnsafeBufferPointer<UInt8> {
        var index = 32
        var rest = value
        repeat {
            index -= 1
            numberText[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if isNegative {
            index -= 1
            numberText[index] = UInt8(ascii: "-")
        }
        return UnsafeBufferPointer(start: numberText + index, count: 32 - index)
    }

    private func copied(_ text: String.UTF8View) -> UnsafeBufferPointer<UInt8> {
        var count = 0
        for byte in text.prefix(64) {
            numberText[count] = byte
            count += 1
        }
        return UnsafeBufferPointer(start: numberText, count: count)
    }

    // MARK: - Bytes

    /// Negative, zero or positive: the text is before, with or after the bytes of the range.
    @inline(__always)
    static func order(_ text: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            let shared = min(text.count, range.count)
            for index in 0..<shared {
                let a = text[index]
                let b = bytes[range.lowerBound + index]
                if a != b { return a < b ? -1 : 1 }
            }
            return text.count - range.count
        }
    }

    /// Whether the text is one of the row's strings, which are sorted by bytes.
    private static func isIn(
        _ text: UnsafeBufferPointer<UInt8>, _ row: Range<Int>, _ words: [UInt32], _ strings: StringPool
    )
        -> Bool
    {
        var low = row.lowerBound
        var high = row.upperBound
        while low < high {
            let middle = (low + high) / 2
            let order = order(text, strings.bytes, strings.range(words[middle]))
            if order == 0 { return true }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return false
    }
}
