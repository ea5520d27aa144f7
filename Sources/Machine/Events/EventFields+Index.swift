/// The index that an event names, and what alerts copy of an event.
extension EventFields {
    /// Writes the name of the event's index into the buffer: `_index`, else the three `data_stream` fields joined by
    /// hyphens. false: the event names none.
    ///
    /// A backing index (`.ds-NAME-2024.05.01-000001`) represents its data stream.
    mutating func indexName(into name: inout [UInt8]) -> Bool {
        name.removeAll(keepingCapacity: true)
        if let index = header(.index) {
            name.append(contentsOf: Self.dataStream(index))
            return true
        }
        let parts: [HeaderSlot] = [.streamType, .streamDataset, .streamNamespace]
        for part in parts {
            guard let text = header(part) else { return false }
            if part != .streamType { name.append(UInt8(ascii: "-")) }
            name.append(contentsOf: text)
        }
        return true
    }

    /// The first value of a header slot, if it is a string.
    private mutating func header(_ slot: HeaderSlot) -> UnsafeBufferPointer<UInt8>? {
        let first = firstCell(Int(slot.rawValue))
        guard first != Self.noCell else { return nil }
        let place = Int(first)
        return kind(place) == CellKind.string ? string(place) : nil
    }

    private static func dataStream(_ index: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
        let prefix = ".ds-".utf8
        // "-", ten bytes of date, "-", six digits.
        let suffix = 18
        guard index.count > prefix.count + suffix, index.starts(with: prefix) else { return index[...] }
        let end = index.count - suffix
        guard index[end] == UInt8(ascii: "-"), index[end + 11] == UInt8(ascii: "-") else { return index[...] }
        return index[prefix.count..<end]
    }

    /// The first value of a header slot as JSON, appended; `null` where there is none.
    mutating func appendJSON(_ slot: HeaderSlot, asString: Bool, to bytes: inout [UInt8]) {
        let first = firstCell(Int(slot.rawValue))
        guard first != Self.noCell else { return bytes.append(contentsOf: "null".utf8) }
        let place = Int(first)
        let isString = kind(place) == CellKind.string
        if isString || asString { bytes.append(UInt8(ascii: "\"")) }
        for byte in text(place) {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: #"\u00"#.utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        if isString || asString { bytes.append(UInt8(ascii: "\"")) }
    }
}
