import Values

/// Values of fields that are computed with.
extension EventFields {
    /// The least value of a slot, which is the one that a script of Elasticsearch reads of several; null where there is none
    /// of the kind. Texts go into the stack.
    mutating func leastValue(_ slot: Int, _ reading: FieldReading, _ values: inout ValueStack) -> ComputedValue {
        var least = ComputedValue.null
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            let value = value(place, reading, &values)
            if least == .null {
                least = value
            } else if value != .null, let order = values.order(value, least), order < 0 {
                least = value
            }
            next = following
        }
        return least
    }

    private func value(_ place: Int, _ reading: FieldReading, _ values: inout ValueStack) -> ComputedValue {
        switch reading {
        case .plain: return plain(place, &values)
        case .text: return values.append(text(place))
        case .integer: return integer(place).flatMap { Int64(exactly: $0) }.map { .integer($0) } ?? .null
        case .double: return number(place).map { .double($0) } ?? .null
        case .boolean:
            let text = text(place)
            return text.elementsEqual("true".utf8)
                ? .boolean(true) : text.elementsEqual("false".utf8) ? .boolean(false) : .null
        case .date: return instant(place).map { .instant($0) } ?? .null
        case .address: return IPAddress(text(place).span).map { .address($0) } ?? .null
        case .version:
            guard case .text(let range) = values.append(text(place)) else { return .null }
            return .version(range)
        }
    }

    private func plain(_ place: Int, _ values: inout ValueStack) -> ComputedValue {
        switch tape.tag(place) {
        case JSONTape.Tag.signed: .integer(tape.signed(place))
        case JSONTape.Tag.unsigned: .double(Double(tape.unsigned(place)))
        case JSONTape.Tag.double: .double(tape.double(place))
        case JSONTape.Tag.yes: .boolean(true)
        case JSONTape.Tag.no: .boolean(false)
        default: values.append(text(place))
        }
    }

    private func number(_ place: Int) -> Double? {
        switch tape.tag(place) {
        case JSONTape.Tag.signed: Double(tape.signed(place))
        case JSONTape.Tag.unsigned: Double(tape.unsigned(place))
        case JSONTape.Tag.double: tape.double(place)
        case JSONTape.Tag.string: NumberText.double(tape.string(place).span)
        default: nil
        }
    }
}
