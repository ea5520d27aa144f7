package import SourceText

/// A value that a format cannot hold.
package struct Loss: Sendable, Hashable {
    /// Keys and numbers of items from the root, as in RFC 6901: `/rule/actions/0/id`.
    package var pointer: String
    package var range: ByteRange
    package var reason: String

    package init(pointer: String, range: ByteRange, reason: String) {
        self.pointer = pointer
        self.range = range
        self.reason = reason
    }
}

extension Node {
    /// The values below the node that the syntax has no form for.
    package func losses(in syntax: DocumentSyntax, below pointer: String = "") -> [Loss] {
        var losses: [Loss] = []
        collect(syntax, pointer, &losses)
        return losses
    }

    /// The depth is that of the document, which its reader bounds.
    private func collect(_ syntax: DocumentSyntax, _ pointer: String, _ losses: inout [Loss]) {
        let lose = { (reason: String) in Loss(pointer: pointer, range: range, reason: reason) }
        switch value {
        case .null:
            if syntax == .toml { losses.append(lose("TOML has no null")) }
            if syntax == .json { losses.append(lose("a null member counts as absent")) }
        case .date: if syntax == .yaml { losses.append(lose("YAML has no dates: it is text now")) }
        case .float(let number): if syntax == .json, !number.isFinite { losses.append(lose("JSON has no such number")) }
        case .invalid: losses.append(lose("the value could not be read"))
        case .array(let items):
            for (index, item) in items.enumerated() { item.collect(syntax, "\(pointer)/\(index)", &losses) }
        case .table(let table):
            var seen: Set<[UInt8]> = []
            for entry in table.entries {
                let place = pointer + "/" + entry.key.pointerToken
                if seen.insert(Array(entry.key.utf8)).inserted {
                    entry.value.collect(syntax, place, &losses)
                } else {
                    losses.append(Loss(pointer: place, range: entry.range, reason: "the key is defined twice"))
                }
            }
        case .string, .integer, .boolean: break
        }
    }

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
}

extension String {
    /// The key as a pointer writes it (RFC 6901 §3).
    package var pointerToken: String {
        guard utf8.contains(UInt8(ascii: "~")) || utf8.contains(UInt8(ascii: "/")) else { return self }
        return split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
