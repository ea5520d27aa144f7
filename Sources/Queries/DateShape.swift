/// The form of what a date field can be compared with: `strict_date_optional_time||epoch_millis` and date math.
enum DateShape {
    /// Whether text is a date, a count of milliseconds, `now`, or one of them with date math behind it.
    static func isDate(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if rest.starts(with: "now".utf8) { return isMath(rest.dropFirst(3)) }
        if let bars = anchor(rest) {
            guard isMath(rest[(bars + 2)...]) else { return false }
            rest = rest[..<bars]
        }
        return isMilliseconds(rest) || isDay(rest)
    }

    private static func anchor(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == UInt8(ascii: "|") && bytes[$0 + 1] == UInt8(ascii: "|") }
    }

    private static func isMilliseconds(_ bytes: ArraySlice<UInt8>) -> Bool {
        let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
        return !digits.isEmpty && digits.count <= 18 && digits.allSatisfy(ValueShape.isDigit)
    }

    /// Steps such as `+1d`, `-3M`, `/w`, one after the other.
    private static func isMath(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let sign = rest.popFirst() {
            switch sign {
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                while let byte = rest.first, ValueShape.isDigit(byte) { rest.removeFirst() }
            case UInt8(ascii: "/"): break
            default: return false
            }
            guard let unit = rest.popFirst(), "yMwdhHms".utf8.contains(unit) else { return false }
        }
        return true
    }

    /// `yyyy[-MM[-dd[THH[:mm[:ss[.fraction]]][zone]]]]`.
    private static func isDay(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        guard number(&rest, 4, in: 0...9999) else { return false }
        for bounds in [1...12, 1...31] {
            if rest.isEmpty { return true }
            guard rest.popFirst() == UInt8(ascii: "-"), number(&rest, 2, in: bounds) else { return false }
        }
        if rest.isEmpty { return true }
        guard rest.popFirst() == UInt8(ascii: "T") else { return false }
        if rest.isEmpty { return true }
        guard number(&rest, 2, in: 0...23) else { return false }
        for _ in 0..<2 where rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard number(&rest, 2, in: 0...59) else { return false }
        }
        if let point = rest.first, point == UInt8(ascii: ".") || point == UInt8(ascii: ",") {
            rest.removeFirst()
            let count = rest.prefix(while: ValueShape.isDigit).count
            guard (1...9).contains(count) else { return false }
            rest.removeFirst(count)
        }
        return rest.isEmpty || isZone(rest)
    }

    private static func isZone(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        let sign = rest.popFirst()
        if sign == UInt8(ascii: "Z") { return rest.isEmpty }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), number(&rest, 2, in: 0...18) else { return false }
        if rest.isEmpty { return true }
        if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
        return number(&rest, 2, in: 0...59) && rest.isEmpty
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ count: Int, in bounds: ClosedRange<Int>) -> Bool {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(ValueShape.isDigit) else { return false }
        rest.removeFirst(count)
        return bounds.contains(digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
    }
}

extension DateShape {
    /// Whether text is a date down to its milliseconds, or a count of them: no other instant is meant by it.
    static func isInstant(_ bytes: [UInt8]) -> Bool {
        guard isDate(bytes), !bytes.starts(with: "now".utf8), !bytes.contains(UInt8(ascii: "|")) else { return false }
        // Four digits are a year.
        if bytes.allSatisfy(ValueShape.isDigit) { return bytes.count > 4 }
        guard let point = bytes.firstIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
            return false
        }
        return bytes[(point + 1)...].prefix(while: ValueShape.isDigit).count >= 3
    }
}
