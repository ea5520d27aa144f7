package import SourceText

// Pointers to parts of a document (RFC 6901).
extension Node {
    /// The pointer of the value at a range, or of the key at one; nil: nothing below the node is there.
    ///
    /// Looks at everything, as tables of TOML need not are within the range of the table that holds them.
    package func pointer(ofPartAt part: ByteRange, below pointer: String = "") -> String? {
        // What is missing in a table is at its start.
        if range == part || part.isEmpty && table != nil && range.start == part.start { return pointer }
        for (index, item) in (array ?? []).enumerated() {
            if let found = item.pointer(ofPartAt: part, below: "\(pointer)/\(index)") { return found }
        }
        for entry in table?.entries ?? [] {
            let place = pointer + "/" + entry.key.pointerToken
            if entry.keyRange == part { return place }
            if let found = entry.value.pointer(ofPartAt: part, below: place) { return found }
        }
        return nil
    }

    /// The pointers of all keys by their ranges; of two keys at one range the first.
    package var keyPointers: [ByteRange: String] {
        var pointers: [ByteRange: String] = [:]
        addKeyPointers(below: "", to: &pointers)
        return pointers
    }

    private func addKeyPointers(below pointer: String, to pointers: inout [ByteRange: String]) {
        for (index, item) in (array ?? []).enumerated() {
            item.addKeyPointers(below: "\(pointer)/\(index)", to: &pointers)
        }
        for entry in table?.entries ?? [] {
            let place = pointer + "/" + entry.key.pointerToken
            if pointers[entry.keyRange] == nil { pointers[entry.keyRange] = place }
            entry.value.addKeyPointers(below: place, to: &pointers)
        }
    }

    /// The pointer of the innermost value that a range is in, or that has it as its key; nil: it is not below the node.
    package func pointer(around part: ByteRange, below pointer: String = "") -> String? {
        for (index, item) in (array ?? []).enumerated() {
            if let found = item.pointer(around: part, below: "\(pointer)/\(index)") { return found }
        }
        for entry in table?.entries ?? [] {
            let place = pointer + "/" + entry.key.pointerToken
            if entry.keyRange.contains(part) { return place }
            if let found = entry.value.pointer(around: part, below: place) { return found }
        }
        return range.contains(part) ? pointer : nil
    }
}

extension String {
    /// The key as a pointer writes it (RFC 6901 §3).
    package var pointerToken: String {
        guard utf8.contains(UInt8(ascii: "~")) || utf8.contains(UInt8(ascii: "/")) else { return self }
        return split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
