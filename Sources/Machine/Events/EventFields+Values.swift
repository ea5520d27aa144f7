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
            } else if value != .null, values.isLess(value, least) {
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
        case .unsigned:
            return integer(place).map { value in Int64(exactly: value).map { .integer($0) } ?? .double(Double(value)) }
                ?? .null
        case .date: return instant(place).map { .instant($0.startOfMillisecond) } ?? .null
        case .dateNanos: return instant(place).map { .instant($0) } ?? .null
        case .address: return IPAddress(text(place).span).map { .address($0) } ?? .null
        case .version:
            guard case .text(let range) = values.append(text(place)) else { return .null }
            return .version(range)
        }
    }

    private func plain(_ place: Int, _ values: inout ValueStack) -> ComputedValue {
        switch kind(place) {
        case CellKind.signed: .integer(signed(place))
        case CellKind.unsigned: .double(Double(unsigned(place)))
        case CellKind.double: .double(double(place))
        case CellKind.yes: .boolean(true)
        case CellKind.no: .boolean(false)
        default: values.append(text(place))
        }
    }

    private func number(_ place: Int) -> Double? {
        switch kind(place) {
        case CellKind.signed: Double(signed(place))
        case CellKind.unsigned: Double(unsigned(place))
        case CellKind.double: double(place)
        case CellKind.string: NumberText.double(string(place).span)
        default: nil
        }
    }
}
