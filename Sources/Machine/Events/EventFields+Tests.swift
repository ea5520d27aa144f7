import Values

/// The tests of instructions on a slot's values. Slots and pool numbers are verified.
extension EventFields {
    /// Whether one of a slot's values meets the test, which gets the value's cell.
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

    /// Whether one of a slot's values is one of a test's literals.
    @inline(__always)
    mutating func hasLiteral(_ test: TestTable.Entry, _ tests: borrowing TestTable) -> Bool {
        let slot = Int(test.slot)
        let isFolded = test.isFolded
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            let note = note(place, in: slot)
            if note >= LiteralTable.firstForm {
                let form = note - LiteralTable.firstForm
                let number = isFolded ? literals.literals[Int(form)] : form
                if tests.has(number, Int(test.memberStart), Int(test.memberCount)) { return true }
            }
            next = following
        }
        return false
    }

    mutating func equals(_ slot: Int, _ string: UInt32) -> Bool {
        holds(slot) { fields, place in
            let text = fields.text(place)
            let sought = fields.pools.string(string)
            return text.count == sought.count && text.elementsEqual(sought)
        }
    }

    mutating func isInFolded(_ slot: Int, _ set: UInt32, _ lists: WordRows, _ strings: StringPool) -> Bool {
        let row = lists.range(set)
        return holdsFolded(slot) { Self.isIn($0, row, lists.words, strings) }
    }

    mutating func isIn(_ slot: Int, _ set: UInt32, _ lists: WordRows, _ strings: StringPool) -> Bool {
        let row = lists.range(set)
        return holds(slot) { fields, place in Self.isIn(fields.text(place), row, lists.words, strings) }
    }

    mutating func fits(_ slot: Int, _ pattern: UInt32, stringsOnly: Bool) -> Bool {
        holds(slot) { fields, place in
            if stringsOnly, fields.kind(place) != CellKind.string { return false }
            return PatternTest.fits(fields.text(place), pattern, fields.pools)
        }
    }

    mutating func foldedFits(_ slot: Int, _ pattern: UInt32) -> Bool {
        let pools = pools
        return holdsFolded(slot) { PatternTest.fits($0, pattern, pools) }
    }

    mutating func compares(
        _ slot: Int, _ relation: Relation, _ string: UInt32, stringsOnly: Bool, _ strings: StringPool
    )
        -> Bool
    {
        let range = strings.range(string)
        return holds(slot) { fields, place in
            if stringsOnly, fields.kind(place) != CellKind.string { return false }
            return relation.holds(Self.order(fields.text(place), strings.bytes, range))
        }
    }

    /// Whether a value's text is between two strings.
    mutating func lies(
        _ slot: Int, _ low: UInt32, _ high: UInt32, _ sides: RangeSides, _ strings: StringPool
    ) -> Bool {
        let (first, last) = (strings.range(low), strings.range(high))
        return holds(slot) { fields, place in
            if sides.contains(.stringsOnly), fields.kind(place) != CellKind.string { return false }
            let text = fields.text(place)
            return sides.contain(
                above: Self.order(text, strings.bytes, first), below: Self.order(text, strings.bytes, last))
        }
    }

    mutating func accepts(_ slot: Int, _ automaton: UInt32, stringsOnly: Bool, _ program: Program) -> Bool {
        holds(slot) { fields, place in
            if stringsOnly, fields.kind(place) != CellKind.string { return false }
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
            guard fields.kind(place) == CellKind.string else { return false }
            return IPAddress(fields.string(place).span).map(range.contains) ?? false
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
        switch kind(place) {
        case CellKind.signed: return Int128(signed(place))
        case CellKind.unsigned: return Int128(unsigned(place))
        case CellKind.double: return Self.cut(double(place))
        case CellKind.string:
            let text = string(place).span
            return NumberText.wideInteger(text) ?? NumberText.double(text).flatMap(Self.cut)
        default: return nil
        }
    }

    /// The number that a value is, or that its text is, without its fraction: what keys are compared with. Equal for all
    /// values that a test for one number holds for.
    func wholeNumber(_ place: Int) -> Double? {
        switch kind(place) {
        case CellKind.signed: return Double(signed(place))
        case CellKind.unsigned: return Double(unsigned(place))
        case CellKind.double: return double(place).rounded(.towardZero) + 0
        case CellKind.string:
            let text = string(place).span
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
            switch fields.kind(place) {
            case CellKind.signed: return range.contains(Double(fields.signed(place)))
            case CellKind.unsigned: return range.contains(Double(fields.unsigned(place)))
            case CellKind.double: return range.contains(fields.double(place))
            case CellKind.string:
                return !jsonOnly && NumberText.double(fields.string(place).span).map(range.contains) ?? false
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
        return first == Self.noCell ? nil : instant(Int(first))
    }

    func instant(_ place: Int) -> Instant? {
        switch kind(place) {
        case CellKind.signed:
            let value = signed(place)
            // Elasticsearch reads the digits as text: four of them are a year, in a number as in a string.
            if (1000...9999).contains(value) {
                return Instant(seconds: CalendarDay(year: value, month: 1, day: 1).daysSinceEpoch * 86_400)
            }
            return Instant(milliseconds: value)
        case CellKind.double:
            let value = double(place).rounded(.down)
            return abs(value) < 9e18 ? Instant(milliseconds: Int64(value)) : nil
        case CellKind.string: return DateText(string(place).span)?.start
        default: return nil
        }
    }

    mutating func hasBoolean(_ slot: Int, _ value: Bool) -> Bool {
        holds(slot) { fields, place in
            switch fields.kind(place) {
            case CellKind.yes: return value
            case CellKind.no: return !value
            case CellKind.string:
                let text = fields.string(place)
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

    /// The text of a value: a string's bytes, a number as the event has it (as Elasticsearch's keywords keep it), `true` or
    /// `false`; eight bytes after it can be read.
    @inline(__always)
    func text(_ place: Int) -> UnsafeBufferPointer<UInt8> { string(place) }

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
